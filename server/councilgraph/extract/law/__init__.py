"""The law that papers cite: Acts, regulations and their divisions."""
