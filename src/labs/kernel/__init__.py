"""What every lab shares: parameters, scenarios, results, random streams, numbers and drawing."""
