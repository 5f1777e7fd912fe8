"""Pages: parse the address, ask for what is shown, render."""
