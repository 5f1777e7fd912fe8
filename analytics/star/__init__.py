"""The register as a star of tables for the tools people already analyse with; names are stable."""
