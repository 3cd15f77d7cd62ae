"""What made a result official: the decision, its versions, what appraisers decided, documents."""
