"""vizapp: a desktop app that visualises sub-pixel convolution and deformable convolution."""

__version__ = "0.1.0"
