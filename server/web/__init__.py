"""The HTTP edge: routes, middlewares, who is asking, and one handler module per resource."""
