"""All tables of the star, by name."""

from analytics.star.dimensions import DIMENSIONS
from analytics.star.facts import FACTS
from analytics.star.key_figures import FACT_KPI
from analytics.star.tables import Table

TABLES: dict[str, Table] = {table.name: table for table in (*DIMENSIONS, *FACTS, FACT_KPI)}
