"""Run rooms: who is where, who may do what, and the socket that tells them."""
