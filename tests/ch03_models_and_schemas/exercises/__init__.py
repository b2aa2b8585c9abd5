"""What the exercises of chapter 3 ask for."""
