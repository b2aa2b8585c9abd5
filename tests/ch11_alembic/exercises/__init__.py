"""What the exercises of chapter 11 ask for."""
