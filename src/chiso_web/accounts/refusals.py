"""What a service refuses, told to the person in a sentence."""


class ActRefused(Exception):
    """An act that is not allowed; ``sentence`` is translated and says what to do.

    ``kept``: whether the attempt goes into the trail, as an attack or a mistake worth seeing.
    """

    def __init__(self, sentence: str, *, kept: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kept = kept
