"""Files of units: inspected before they are kept, in versions, read through a permission."""
