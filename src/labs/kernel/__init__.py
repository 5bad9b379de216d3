"""What every lab shares: number formatting and drawing."""
