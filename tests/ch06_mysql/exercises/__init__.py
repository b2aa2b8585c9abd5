"""What the exercises of chapter 6 ask for."""
