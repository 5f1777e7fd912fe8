"""Pages of the register: homes, sign-in, the theme."""
