"""Safe reading of images and feature maps: `reader.read_source` here and now, `client.SourceReader` in a child."""
