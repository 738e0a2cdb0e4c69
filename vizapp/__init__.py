"""vizapp: see sub-pixel convolution and deformable convolution work."""

__version__ = "0.1.0"
