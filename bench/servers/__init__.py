"""The servers to be measured, each a process of its own: port, then the address of the OpenID metadata, then what it alone needs."""
