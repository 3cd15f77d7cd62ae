"""What an index is: its model, the parameters of its rules, and how its files are read and
checked.
"""
