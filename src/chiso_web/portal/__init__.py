"""The public face: results, explanations, method, downloads; reads only."""
