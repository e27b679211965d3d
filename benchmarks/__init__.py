"""What the claims about speed stand on: this service and two plain relays under the same crowd, side by side."""
