"""How likely is this spelling, had that name been garbled: fold, encoder, channel, index."""
