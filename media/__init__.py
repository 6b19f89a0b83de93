"""Move packets: a small selective forwarding unit that never decodes."""
