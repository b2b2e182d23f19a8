"""What pages show, made from the domain's values: pure, without requests, tables or HTML."""
