"""Safe reading of images and feature maps: `reader.read_source` in this process, `client.SourceReader` in a child."""
