"""How well places are resolved: public geoparsing sets beside the checkout, and the project's own corpus and cases."""
