"""Tables, repositories, the unit of work and read queries."""
