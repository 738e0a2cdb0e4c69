<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 is equal; relative to the deviation of the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 turns and scales, −1 mirrors and stretches: then dy and dx may be exchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 unit reads pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 value changed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bits a channel reduced to 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bits a channel, values {low:g} … {high:g} stretched to 8 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bits a channel, values {low:g} … {high:g} stretched to 8 bits; {count:value|values} far beyond cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: a shift, turn, scale and shear explain all; 0: no more than of noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network computes the channels, the shuffle comes last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photograph becomes channels, and comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A point a pixel or more outside the picture reads only zeros, has no gradient, and never comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A point reads far outside, where all is zero: see whether the offsets are in pixels of this input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A point reads far outside, where it gets no gradient: lower the learning rate, or bound the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rigid kernel misses what is turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A shuffle computes nothing, so there is nothing to step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small classifier learns shapes of one size, and is frozen; then only the offsets of three convolutions learn shapes of other sizes, beside a control with as many parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sub-pixel convolution is a transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tap that is outside at every unit can no longer learn: reset it, with a lower learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tap that is outside at every unit reads zeros only, and adds nothing to the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A transposed convolution can overlap unevenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A white ground, as for print, whatever the theme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above the offsets of all units, averaged over the taps: hue is the direction. Below where the taps read on average: from the rigid grid to the points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After Teach, until training goes on: tints the picture by how far the branch now moves its points at all units. Hue is the direction, strength the length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against bicubic · one seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed may put them in another order; the option --seeds of vizapp run tells the spread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows of the offsets at units all over the picture, more of them where it is enlarged. Rings show where they should end, while the hidden truth is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At no other unit has it moved anything: these offsets are not shared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the puzzle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below bicubic interpolation: what is added makes the part held out worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundled sample “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how many degrees the middle is turned, clockwise; farther out it is less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how many degrees the picture is turned, clockwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CMYK converted to RGB without a colour profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry every sub-pixel from its channel&apos;s tile to its place in the enlarged map, and back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change channel order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change first kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change kernel size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change modulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change number of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change offset branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change offset groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change secret shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change somebody&apos;s result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the rule&apos;s bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the rule&apos;s smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the rule&apos;s strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the scale of the shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the warp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change upsampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change upscale factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is done at the edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is done with spare channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change when to pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another pixel shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count how often a transposed convolution writes to each output; nothing is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crosses at the units whose brought offsets hold NaN or infinity: such a point reads nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut to {size:size} pixels, multiples of {factor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deformable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Displaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a value, or choose it with the arrow keys and press Return, to type another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DySample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EXIF orientation applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of 256 shapes that are never trained on. One run is one run: control and offsets may change places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each place of the picked pixel: where its value comes from, and the value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each sub-pixel in its tile&apos;s colour, and lines between the pixels that they came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elsewhere the same tap moved by {mean} px on average, at most {largest} px; at {share} of the other units by more than {limit} px: the branch is shared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elsewhere the same taps moved by {mean} px on average, at most {largest} px; at {share} of the other units one by more than {limit} px: the branch is shared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarged map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every position has offsets of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From channels to the sub-pixels of an enlarged map, or back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From each rigid place to the point that is read instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the puzzle up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to another step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hollow squares where a plain convolution would read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a tap may have been moved, up or down and left or right, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the layer reaches: a picture in the inspector of where the taps of all units read, relative to the middle of the kernel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the rule moves the taps: the standard deviation of an offset, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large the shape on show is; 1 is the size that the classifier has learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each pixel of the picture is read by all units together: where the layer looks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How smooth the picture is that the rule reads: of a Gaussian, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the picture is warped before the layer reads it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ICNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ICNR begins without the checkerboard of a sub-pixel convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input, nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instead of the picture on the right, the strength of every frequency in it, 0 in the middle. Rings are where what repeats with the upsampling stands. A Hann window keeps the picture&apos;s borders out of it. By how many grey levels of 255 its phases differ is of this picture: a photograph&apos;s content makes a little of it, and Checkerboard under Progress, on even greys, has none of that. Of several upsamplers it stands beside the name of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lanczos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn to restore the picture from its own reduced copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the empty ground around the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low-resolution input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names and notes in the corners.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network&apos;s output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bias was brought: a constant of each output channel is fitted to the brought output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layout gives the given output; {layout} comes nearest. Other arrays may belong together, or the stride, padding or dilation differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of an offset of the rule is longer than this, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No weight was brought: one output, the mean of what the {taps:tap reads|taps read} in all channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is learned: drag the points or type their offsets, and see what the convolution gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is learned: the layer reads at offsets from a file. Drop one on the window, or open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset doctor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset doctor · layer {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets are fractions of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets follow the size of what they read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On average the taps stand as far apart as a very dilated kernel&apos;s: see whether that is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On average the taps stand as far apart as those of a very dilated kernel: bound the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One crooked kernel: the warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One point that is taught moves the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One tap has run away and the mean hides it: lower the learning rate, or bound the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One tap lies far away and the mean hides it: see whether that is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ones are counted, so there is nothing to step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the shuffle has a picture that is intact to begin with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the shuffle puts sub-pixels into their places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the sub-pixels of the upsampler that is chosen in the setup can be rearranged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open shared experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output − target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs and pixels do not match one to one: output (1, 1) and its offsets belong to pixel ({pixel}, {pixel}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs and pixels do not match one to one: with this padding, output (0, 0) and its offsets belong to pixel ({y}, {x}). Aligned would be {aligned}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all units. The worst tap is the one whose points are farthest from the hidden ones on average: a lost tap hides in the mean of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap of a transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR and gain are those {origin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR {value} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padded with zeros to {size:size} pixels, multiples of {factor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted; not saved anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase 1 of 2: one size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase 2 of 2: other sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase lattice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture to the left of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture to the right of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) and its {count} sub-pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel shuffle: (C·r², H, W) to (C, H·r, W·r).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel unshuffle, the inverse: (C, H·r, W·r) to (C·r², H, W).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions and offsets are in input pixels, y down and x to the right; {formula}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the network away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read in another order than they are stored in, the channels give no intact picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads places that lie 1 px apart in the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads places that lie 2 px apart in the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads places that lie 4 px apart in the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rearrange phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rearrange the channels of a feature map; nothing is learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced from {size:size} to {reduced:size} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset phase order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rigid grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rings at the secret places that the points must find.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled from {size:size} to {scaled:size} pixels, the layer&apos;s input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See deformable convolution learn where to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See sub-pixel convolution put channels into place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and a click on the input: which units of the output read that pixel. The lighter one is, the more of what it reads comes from there; the lightest colour is a whole tap, or more. For a single layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show another convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show another shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown is what {architecture} gives to its pixel shuffle {layer:quoted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle by another factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffled channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sixteen numbers and their offset map (1, 18, 4, 4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax has chosen one tap, and the others count for nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax has chosen one tap, and the others count for nothing: lower the learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody&apos;s result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody&apos;s result − source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stacked layers come to hidden points together, in many ways: no distance is told, only the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored by TensorFlow, read by PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Straight lines bend outwards, as through a wide lens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Super-resolve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken apart into {channels} channels, which are stored in {order} order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {i},{j}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taught</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That would give the puzzle away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bound cuts them off: where they were trained, it is too small, or the rate was too high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classifier has been frozen since step {step}: nothing but the offsets of three convolutions learns. The control has as many parameters, which add to the results instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classifier learns shapes of one size. At step {step} it is frozen, and only its offsets go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The distance may rise though the loss falls: the kernel learns too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The effective receptive field of the picked unit: how strongly its output depends on each pixel, as the gradient has it while the offsets are held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figures do not tell the layouts apart; {layout} is the commonest of those that fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figures speak for {layout}; only a given output can prove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file says itself that its layout is {layout}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {kept} of {channels} channels are shuffled, a multiple of {phases}; the others are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The given output comes out with this layout and no other: {layout}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input and the kernel are ones; the source is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inspector chooses the layer whose points are shown and dragged; the tree shows all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel is learned as well as the offsets. Then the points need not come to the hidden ones, and may go farther away, though the loss falls: where the layer reads and what it looks for there can trade places. The loss is the measure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lab is not ready yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer reads a warped picture and must give the original: one tap looks for each pixel, from a network that knows nothing but where the unit is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer reads the middle {size:size} pixels of the warped picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer they come from gives NaN there: lower its learning rate, and stop when the loss is not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss looks flat because each step draws other crops: see the PSNR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks of the {taps} taps add up to 1 instead of {taps}: the layer starts at 1/{taps} of the plain convolution, and comes no nearer to hidden points, whose masks are 1, than that allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks start at 0, so that the layer at first gives nothing, and its points stand still.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks start at 0.5, so that the layer at first gives half of the plain convolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The middle is turned, and the rest less and less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network pads what it reads: the map has {size:size} pixels, and lies only about where the picture does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The networks read its luma, reduced by {factor} (antialiased bicubic).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offset groups read at the same places: one group would do, with fewer parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offset groups read at the same places: one group would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other taps moved by {mean} px on average, at most {largest} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The overlap count rearranges nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picked pixel is out of view: click to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is turned about its middle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points lie far from their units: see whether the offsets are in pixels, and made for this input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points of up to four units beside the probe, each on a disc of its own, enlarged where the picture is small. Shift and a click on the output pins a unit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points that are held by hand at units other than the probe: a pin on the input, a dotted frame around their units on both pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The puzzle has to be solved or given up first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same at every unit: a fixed, dilated kernel would do; nothing depends on the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same at every unit: one fixed kernel would read the same; nothing depends on the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same spot enlarged on every picture: under the cursor, or where Shift+M has parked it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shapes are drawn; the source is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The spectrum has the canvas, which has no sub-pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target is the picture seen through a kernel whose taps a secret rule moves by what the picture shows there, differently at every place; the offset branch must find the rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The taught point lands {landed} px from where you put it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unshuffle has no order of phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warm-up: the target is the picture seen through a kernel with secretly moved taps, moved alike at every place; the points must find them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst tap is that of the picture that is trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst tap is that {origin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {count} taught points land at most {landed} px from where you put them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These points all weigh as much as a mask can give: leave modulation out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These points read on the rigid grid, as those of a plain convolution do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These taps count for nothing, and their points hardly learn: lower the learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These taps count for nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are cut off and hardly learn any more: lower the learning rate, or raise the bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hardly learn any more, and weigh all alike: lower the rate, or leave modulation out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They have not left the rigid grid: raise the branch&apos;s rate, or see whether its gradient is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They read zeros and get no gradient: lower the learning rate, or bound the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They read zeros: see whether the offsets are in pixels, and made for an input of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were taught at every unit, so there is no elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This map is too large for all values to be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This map is too thin for a spectrum: it needs 2 pixels a side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three layers read 729 samples at 49 places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tints the picture by the offsets of all units: hue is the direction, strength the length. Of the selected tap, or the mean over all taps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tints the values of the output that come from another channel than they belong to: read in another order than they are stored in, or with phases exchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training runs away: lower the learning rate, or bound the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twelve channels of numbers become three, twice as large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two pictures on the right canvas, with a line between them that can be dragged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit ({y}, {x}), output channel {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a working size of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What explains the overlays, below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is trained gives the offsets: conv, free map or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies over the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What made them computed NaN or infinity there: such a point reads nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the overlap alone leaves in a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where DySample, or the deformable convolution before the shuffle, reads for the picked pixel: coloured points on the low-resolution input, and squares where they would be without offsets. A click on a point selects it; a square of one pixel around it then shows the shares of the four pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where each point was during the last steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where pixels are large, a square of one pixel around the selected point: what it covers of each of the four pixels below it is the share with which that pixel is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the next training step would push each of the probe&apos;s points: down the gradient of the loss. The longest arrow is the strongest push of the unit; the picture says by how much the loss would fall for each pixel that this one point moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the picked unit reads the picture in the end, through all layers: a place is as large as its weight, and has the colour of the direction in which a plain convolution would have it. The lines lead from the unit over the points of each layer; those of the selected tap, or to the place under the cursor, are drawn in full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the probe&apos;s points were before training, at step 0 of this run, with a line to where they are now. That is the rigid grid where the offsets start at zero, and elsewhere where they start at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the eight shapes is shown; the training does not change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While the cursor is near the probe&apos;s points, a ring around them with two handles: one turns all of them about the middle of the kernel, the other scales them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose sampling points are shown; the training does not change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With modulation, points as large as the factor that their values are multiplied by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With zero offsets it is the plain convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without an offset branch nothing is modulated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a branch that was taught has parameters that no short script comes to; reset, or undo the teaching, first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a classifier learns shapes of one size up to step 150 and is then frozen, and only its offsets learn other sizes, faster than a control with as many parameters, which draws level in the end: press Run, and afterwards change Scale and see how far apart the taps of one output position read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a copy of {size:size} pixels with {channels:channel|channels} and {taps} taps takes about {needed:.1f} GiB a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a factor of {factors:or}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; factors that fit are {fitting:list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; no factor fits {channels:channel|channels} as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; the factor that fits is {fitting:list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a less narrow image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a network from a file of weights cannot be written as a short script; show the shuffle of the source instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture holds no arrays: {array:quoted} is not looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a pixel shuffle of the network would read a map of {needed:bytes}, more than the limit of {limit:bytes}; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a point cannot be placed there; both parts of its offset must lie between -{most:g} and {most:g} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a reduced copy; the full picture in the file is of a kind that is not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a script of {lines:line|lines} for torch and torchvision is on the clipboard, with the settings as they are now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a script of {lines:line|lines} for torch and torchvision is on the clipboard; it begins at step 0, with the settings as they are now, and does {steps:step|steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a script would say which phases were swapped; solve the puzzle, or give it up, first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a short script cannot read {name} as it was read here ({format}); save it as PNG, npy or npz, and open that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a short script cannot read {name} as it was read here ({how}); save it as a plain PNG or npy file, and open that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a working size of at least {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a working size of at most {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all dx, then all dy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all dy, then all dx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {count} taps are placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alpha composited over white for training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an aim needs a name; it looks like this: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an array in {name} {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error ended changing the settings: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error ended drawing the lab: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error ended setting up the lab: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error ended teaching the branch: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error ended training step {step}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an experiment is given either as text or as settings, not as both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an experiment with a file of one&apos;s own, such as brought offsets or a network, cannot be shared as text; hand the file on instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an image of at least {size:size} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an image with something in its left part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another setting has begun another training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at one of {count} units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axes: cycles per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>barrel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before any training every kernel has one weight at all its places: under Progress the checkerboard of k3 is some grey levels, that of k4, which 2 divides, and that of resize + conv are 0; press Run: k3 learns to make up for its overlap, k4 gets a little from training, resize + conv keeps 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black 0, white {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black −{reach}, grey 0, white +{reach}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch taught the placed points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>branch {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brought</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by group: all dx, then all dy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by group: all dy, then all dx</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ch {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {channel} of {channels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channels read in another order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channels {listed} of {channels} as red, green, blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colours converted from gamma {gamma:g} to sRGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colours converted from the profile {profile:quoted} to sRGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>control, other scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counts inside the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut or pad for the spare channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead taps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead zone: no gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deformable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference to the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dx, dy by tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dy, dx by tap (torchvision)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each of three stacked layers reads what the one below it gives, with offsets of its own: the tree leads from one output pixel over the points of every layer to the picture; press Z, then Step, and see it branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>effective dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every output position has a pair of numbers for every tap: press Step some times, then click different places of the output and see that their points stand in different shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every value in its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feature map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>field arrows {factor}× as long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first of {frames} frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first of {items} items in the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>floating-point grey from {low:g} to {high:g} mapped to 16-bit grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found in {moves:move|moves}: every phase is in its own place ({pairs:pair was|pairs were} swapped)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gamma {gamma:g} of the file is not applied to values of 16 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient of the unit&apos;s output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group {group}, tap {tap}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a .npy header of {length:bytes}, which no plain array of numbers needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a damaged .npy header; save it again with numpy.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no values of its own (device &apos;{device}&apos;); save tensor.cpu()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has shape {shape} and needs {needed:bytes}, more than the limit of {limit:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has shape {shape}, but a feature map has two to four axes: (H, W), (C, H, W) or (N, C, H, W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden taps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds complex numbers; save their magnitude, real part or imaginary part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds pickled Python objects, which are never loaded; save it as an array of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds values of type {type}; save it as an array of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how often it is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a nested tensor, whose parts differ in shape; save one of its parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a {format} image of a kind that is not read ({detail}); save it as PNG, or as TIFF without compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a {format} image that stores {stored}, which is not read; save it as PNG, or as TIFF without compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is cut off or damaged: its numbers do not lie where the header says; download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is cut off: its numbers end too early; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is cut off: {announced:bytes} of numbers are announced and {present:bytes} are there; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged and cannot be unpacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is empty (shape {shape})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is empty; copy the image again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is encrypted; save it without a password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not read: the arrays before it have the limit of {limit:bytes}; name it to have it read alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is of type {type}, which cannot be opened; save it as float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is of type {type}, which cannot be opened; save tensor.float()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is packed in an unusual way; save it again with numpy.savez</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is quantized; save tensor.dequantize()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is sparse; save tensor.to_dense()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is stored in CIELAB colours, which cannot be opened; save it as RGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no steps; begin each with a line [[step]]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has {count} steps, and at most {limit} are allowed; split it into two lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is written in form {format}, and this vizapp reads form 1; install a newer vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k of r·(1 + k·r²): how strongly straight lines bend outwards; r is 1 at the end of the longer side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel 3 and stride 2: each number says how many inputs write to an output, and they alternate like a checkerboard; set Kernel size to 4, which 2 divides, and inside all are 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: every output inside is written to once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: every output inside is written to {count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: outputs inside are written to {counts} or {last} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k{side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer {layer} reads a map of {size:size} pixels, on which a kernel that reaches over {reach:size} does not fit; choose fewer layers, a smaller stride, kernel or dilation, or a larger padding or working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than 1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line}, step {step}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest arrow: {push} loss per px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>luma · all that the network reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>masks at their top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>masks under 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may rise: the kernel learns too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {count} taps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {count} taught taps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean |dx|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean |dy|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measures {size:size} = {megapixels:,.2f} megapixels, more than the limit of {most}; reduce or crop it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than 99 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved by Teach, rim = {length} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved by Teach, {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves the kernel as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>multiples of 1/{r}: what repeats with the upsampling · axes in cycles per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n/{r}: of the upsampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neighbouring taps; about 1.1 is noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neighbouring units, the same in every layout; about 1.1 is noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>networks are recognised by the package spandrel, which is not installed or cannot be used; install it: pip install &apos;vizapp[sr]&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no gradient leads from the branch&apos;s present offsets to the placed ones: they are all at its bound; reset, or widen the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no offsets have been brought: drop or open a file with an array of 2·kh·kw·G channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no output position is picked; click the output first, or place the point everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no point is near it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no rule can move the taps by this source: when it is smoothed, it is the same number everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no stride, padding and dilation leads from the feature map&apos;s {size:size} to the {units:size} units of the offsets; choose another array for the feature map, or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of the arrays is given the role of the offsets; choose one for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of the {count} arrays in {name} can be shown: the first, {array:quoted}, {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not finite: reads nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing has been learned, all offsets are 0: hold C for the plain convolution, and neither points nor output change; then press Step, and hold C again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is pushed: the gradient is 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is trained in this task, so there is no branch to teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was saved: the network gives numbers that are not finite, because its training has diverged; reset it, and lower the learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of a plain convolution: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the crops of step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset field: direction, length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset of a unit, ring: its truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offsets from a file cannot be written into a short script; export them, and read the file with numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one shows {left} channels and the other {right}; show the same channels on both for a difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the last of several layers can be taught; give back the points that are placed for the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the sub-pixels of the upsampler that is chosen in the setup can be rearranged, because it learns with the order; have it on show again, or choose this one there, which begins anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside: reads 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over 50 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over 50 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over 8 ×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over the picture&apos;s longer side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {free} of {count} taps; {names} are placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {free} of {count} taps; {names} is placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pad for the spare channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>page {page} of {pages}, of which the first is a reduced copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path of the last steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, above {limit:.6g}{unit}; Run goes on, and pauses again when it has been back and passes once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, below {limit:.6g}{unit}; Run goes on, and pauses again when it has been back and passes once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ by {deviation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels as drawn · spectrum {low} to {high} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels · spectrum {low} to {high} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ by {left} and {right} grey levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ every {period} px by {picture}, bicubic {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ every {period} px by {picture}, source {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases rearranged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases {deviation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pick a pixel first, with a click: it is its value that is typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pin {name} has gone from unit {old:shape} to {new:shape}: {most} units can be pinned at once; Shift and a click on a pinned unit release it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place a point by hand first: drag one to where the branch should put it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>point x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>point y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points are placed on the picture that is trained on; go back to it to place or to move one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points moved by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>press K: the kernels of the last layer, one for each of the four channels, stand beside the one kernel of the transposed convolution with stride 2 that is woven out of them, and below stands by how much the two outputs differ; press Step, and it still holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product = value × weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product = value × weight × mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>push of training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rectify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resize + conv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored exactly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored exactly, but for {exceptions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rigid grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rim = {length} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roughness over taps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roughness over units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {rows} · column {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampling point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scaled shapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent something that cannot be read: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape {shape} read as channels, rows, columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape {shape} read as rows, columns, channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size = modulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some phases are in the wrong places; drag chips or tiles onto one another until the picture is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something went wrong in the window and may be shown wrongly now: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spandrel, which recognises networks by the names of their weights, does not know the architecture of these {tensors:tensor|tensors}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread between groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread over units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} could not be reached again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} was never reached there; choose one of the steps on the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stuck under 0.01 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sub-pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sub-pixel ICNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sub-pixel {name} reads at ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>super-resolve needs an image with 1 or 3 channels, and this source is a feature map ({channels:channel|channels}, {size:size} pixels); choose the task shuffle, or open an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>swirl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap 1,1 reads between four pixels: drag its point and watch their four shares under ONE TAP; at a whole position one pixel has all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap 1,2 of the picked output pixel is held by hand: press T, and the branch learns to put it there, which moves that tap nearly everywhere; then take it back, choose a free map as the offset branch, and press T again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap {name} reads at ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap {tap}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the aim {found:quoted} can never fail, because it names no bound; add {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the arithmetic of what is picked is on the clipboard, {lines:line|lines} for numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the array of the {role} has the shape {shape:shape}, and {expected:shape} was expected beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the array {array:quoted} in {name} {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bound of the branch keeps the offset of tap {tap} within {bound:g} px in each direction, and it was placed {longest:.2f} px away; place it nearer, or widen the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the branch as it was on the other side of Teach is gone, because training has started again since; only the placed points have changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the branch cannot give {count:point its place|points their places at once}: {far} of them stay too far away, the farthest {reached:.2f} px; place fewer, or choose a deeper branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the branch stays as it is while training changes the kernel only; let training change the offsets too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the channels of the photograph are stored as DCR and read as CRD: what lands elsewhere is tinted and counted; untick Displaced to see the picture as it is, then choose DCR under Read as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the classifier of scaled shapes, its drawn shapes and its two trainings are too long for a short script; choose another task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the colour profile is damaged; colours are shown as they are stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the colour profile is meant for other colours; colours are shown as they are stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the colour profile is not applied to grey of 16 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device &apos;{name}&apos; does not exist on this machine; choose auto or one of: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the edge that was cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine could not be started: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine could not be told what to do: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine has not said yet what is read there; try again in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine speaks version {engine} of the protocol and this window version {window}; install vizapp again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine stopped ({how}). It is being started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine stopped {times} times in a row ({how})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out, and no smaller working size would help; close other programs, or choose a smaller source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out: a step at a working size of {size} takes about {needed:bytes} beside the engine itself; a working size of {smaller} needs about a quarter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out; a working size of {smaller} instead of {size} needs about a quarter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was ended twice in a row from outside ({how}); it is not for want of memory: a step takes about {needed:bytes} and {free:bytes} are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was sent something that it cannot read: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was started again; training goes on from where it was kept last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine was started again; training starts at step 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the engine, which trains, has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment cannot be saved yet: it is still being set up; try again in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment cannot be used: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment is as it was shared, and begins at step 0; the picture that it was made with is not in the text, so that it is shown on the present one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment is as it was shared; it begins at step 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment is on the clipboard as text; paste it into a message or this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the experiment is saved: {name} in {folder}, {data:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the farthest is {distance} px away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file cannot be opened because of an internal error ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first step needs an experiment: a table [step.experiment], or one for the lesson, [experiment]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the full picture inside the file, of which its first page is a reduced copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the id {found:quoted} may have small letters, digits and hyphens only: my-lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the image has {size:size} pixels; a factor of {factor} needs at least {least:size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the inspector has nothing to export; pick a unit or a pixel first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kernel reaches over {reach:size} pixels, and the copy with a padding of {padding} is smaller than that: it has {size:size} pixels without it; choose a larger padding or working size, or a smaller kernel or dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lab was switched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest value of the source is {largest:.1e}, and training needs it between {low:.0e} and {high:.0e}; scale the values, or show the source in the sub-pixel lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last window ended without being closed; this is where it was a few seconds before, with its training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the layer has {groups} groups, which do not divide {channels:channel|channels} of the source evenly; open the feature map that the layer reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the look is kept, but the training is not back where it was: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the look is not kept: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss is not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network cannot be computed: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network gives NaN even of a plain picture, although its weights are finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network gives NaN, because {tensor:quoted} in its weights holds NaN or infinity; save the weights of an earlier step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network has no pixel shuffle {layer:quoted}; open the network again, and choose one from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network reads a picture, and the source is a feature map; open a picture, or put the network away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network reads the reduced picture, and four channels of that size are what it adds to a bicubic enlargement: the shuffle makes one of them; press Run and see the PSNR rise above that of bicubic, then press E to see the channels on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network reads {channels:channel|channels}; networks that read luma or RGB can be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network was not computed: it was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the numbers 0 to 107 stand in twelve channels of 3×3: click a pixel on either side, and see its four channels become a square of four sub-pixels; nothing is computed, every number is still there once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offset map of the 4×4 map stands in the inspector as nine pairs of 4×4 numbers: type or drag one, and see which point moves and which output pixel changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offsets are not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the offsets of layer {layer} of {layers} are not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the only tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the order {axes} is not applied: only an array of three axes has one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the output cannot be computed from these arrays: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pasted picture is no longer in memory; paste it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the photograph has become twelve small ones, each with one colour of every second pixel of every second row: point at a pixel on either side to see where it is on the other; To pixels puts them together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture has {size:size} pixels, and the network needs at least {least:size}; choose a larger working size, or open a larger picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture is on the clipboard: {size:size} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture is turned by 10 degrees, and the one tap of the rigid kernel reads beside what it should give, the farther from the middle the more: press Run and see its offsets turn the picture back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture was pasted and is in no file that a script could read; save it, and open the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pictures of the looks that are kept take {limit:bytes} already; put one of them away in Compare first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pixel shuffle {layer:quoted} has the factor {own}, not {factor}; choose it again from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the placed points are for units that this map does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the points have left the image, where nothing pulls them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the points of layer {layer} of {layers} have left what it reads, where nothing pulls them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the points of this task are the classifier&apos;s own, and cannot be placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same of the mean offset from unit to unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sample {name} could not be read because the reading process ended; try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sample {name} took longer than {seconds:g} seconds to open and was given up; try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source cannot be found: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source has {size:size} pixels; at least {least:size} are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source holds {count:value that is|values that are} NaN or infinite, and training needs numbers everywhere; replace them, or show the source in the sub-pixel lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source is {dtype} of shape {shape:shape}; feature maps have to be float32 of shape (channels, height, width)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the source is {dtype} of shape {shape:shape}; images have to be uint8 of shape (height, width, 1, 3 or 4) or uint16 of shape (height, width, 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the taps cannot be found with this source: the target is the same number everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the task shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the taught tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text has {count} characters, and no experiment has more than {limit}; copy it again as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text holds no experiment that can be read here: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text is not a whole experiment; copy all of it, from &quot;vizapp:&quot; to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text is on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training in the file cannot be read ({why}); the experiment begins at step 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training in the file does not fit the {lab} lab as it is here ({why}); the experiment begins at step 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training was sent elsewhere meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the two maps are of {left:size} and {right:size} pixels, and only maps of equal size have a difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the two were kept with other parts of the map in view; show the whole map first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the undo or redo was given up: something else was changed while {name} was being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the warm-up: the hidden shifts are the same at every unit, so that one crooked kernel is enough; press Run and see the offset doctor say that nothing depends on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight has a kernel of {kernel:size}, and only sides of 1, 3, 5 or 7 can be shown; choose another array for the weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight has a kernel of {kernel:size}, and {channels:channel is|channels are} not 2·{taps}·G; choose another array for the weight, or for the offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight has {outputs:output|outputs}, which {groups} groups of channels do not divide; choose another array for the weight, or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight reads {reads:channel|channels} and the source has {channels}; open the feature map that the layer reads, or bring the offsets without the weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight reads {reads:channel|channels}, which do not divide the {channels} of what the layer reads; bring the feature map, or choose another array for the weight, or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: it has no {tensor:quoted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {tensor:quoted} has the sizes {own:shape}, and {expected:shape} are expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {tensor:quoted} is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights in {name} take {needed:bytes}, more than the limit of {limit:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weights of the network are not there; open the network again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are no curves to export; do a training step first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are no offsets to export; wait until a deformable layer is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no aim {found:quoted}; the aims are {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no measure {found:quoted}; the measures are {known}, with unseen_ before them for the unseen picture, or the name of a run and _</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no network that enlarges; choose the task super-resolve and a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no picture on one of the two canvases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no script for this lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no script for this task; choose another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no script for this upsampler; choose another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory for the network; close other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for changing the settings; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for drawing the lab; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for setting up the lab: a step at a working size of {size} takes about {needed:bytes}; a working size of {smaller} needs about a quarter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for setting up the lab; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for teaching the branch; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for training step {step}: at a working size of {size} it takes about {needed:bytes}; a working size of {smaller} needs about a quarter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for training step {step}; choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory on {device}, and no smaller working size would help; close other programs, or choose a smaller source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing on the clipboard that can be opened; copy an image or a file first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to animate yet; do some training steps first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to compute from yet; open a source first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to keep yet; wait for the first output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to reset; open a source that the lab can use first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to train here: this lab only shows what an operator does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to train; open a source that the lab can use first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>these settings change what the lab is built from; they have to be configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they read only zeros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this image cannot be learned from at a factor of {factor}: the part that trains is one even grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this image cannot be learned from at a factor of {factor}: the reduced copy has {size:size} pixels, but at least {least} a side was expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is not TOML: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this map is too large for its single values to be sent, so none can be changed; open a smaller one, or choose a smaller working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>three layers train on the same picture: offsets from a convolution, offsets that are trained themselves, and none; press Run, and compare their losses on this picture with those on the unseen one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: the loss is not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: the offsets are not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: the offsets of layer {layer} of {layers} are not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: the points have left the image, where nothing pulls them back; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: the points of layer {layer} of {layers} have left what it reads, where nothing pulls them back; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: what layer {layer} of {layers} gives is not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training diverged at step {step}: {what}; lower the learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training has run away: for {steps} steps the loss has been more than {far:g} times that of the start, {start:.3g}, and is {present:.3g} now; lower the learning rate, and reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training has run away: the loss is {present:.3g} in the end, and was {start:.3g} at the start; lower the learning rate, which is {rate:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training is paused, because the lab was switched; Run goes on with the lab that is on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transparency is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transposed k{side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tree: places through all layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth, {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turns and scales over the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turns and scales the kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two sub-pixel convolutions before any training: the random kernels of one differ from phase to phase, which under Progress is a checkerboard; ICNR begins with one kernel for all four phases, and with 0: press N to see its four channels alike, then Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unbounded masks that start at 0 let nothing through {layers} layers, no gradient either, so that they would never learn; choose another modulation, one layer, or random as the start of the offset branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 0.05 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units of a held point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units with one tap only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unpacks to {unpacked:bytes}, more than the limit of {limit:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uses version {version} of the .npy format; save it again with numpy.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value of another channel than belongs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values are typed into the inspector: unfold it, or open it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values beyond the range of float32 became infinite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values {low:g} … {high:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values {low:g} … {high:g} of 0 … {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is on show is kept as {name}; Compare shows it beside what comes next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what layer {layer} of {layers} gives is not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where a sub-pixel reads features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where a tap reads features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where other groups of features are read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without an offset branch nothing can learn to move a point; choose another branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without offsets: bilinear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without offsets: plain kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worst tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worst tap, trained picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you are not allowed to read {name}; change its permissions or choose another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom in until the tile’s pixels are at least {least} screen pixels large, to change the value of one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{architecture} computes no pixel shuffle by a factor from 2 to 8: it enlarges by transposed convolutions or interpolation, or not at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{architecture} reads more than a picture; networks that read a picture alone can be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bands:band|bands} beyond red, green and blue left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bands:band|bands} of {type}, opened as a feature map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels:channel is|channels are} not 2·kh·kw·G for a kernel with sides of 1, 3, 5 or 7; choose another array for the offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels:channel was|channels were} padded with zeros to {padded}, a multiple of {phases}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels} channels of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels} of {all_channels} channels displaced: {values} of {all_values} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels} phases of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:tap|taps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:value of the source is|values of the source are} not finite ({nan} NaN, {infinite} infinite), the first in channel {channel} at row {y}, column {x}: what reads one of them is not finite either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:value|values} marked as missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:value|values} marked as missing shown as black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files were given; the first of them, {name}, was taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} looks are kept, and no more can be; put one of them away in Compare first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} offset groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} points are placed already; clear them first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} units read pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values changed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values have been changed, and no more can be; give some of them back first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} values that are not finite shown as black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{differing} of the {values} displaced values are also another number than there should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{formula}; of luma, bicubic + residual = output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found:quoted} is no place; write one of: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found:quoted} needs {count:number|numbers} after a colon, like this: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gain} · SSIM {ssim}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gain}, below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{groups} offset groups do not divide {channels:channel|channels} of what the layer reads; choose another kernel, or bring the feature map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{how}, as the system does when memory runs out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} has no text; write what the reader is to do or to see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} has {count} characters, and at most {limit} have room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} holds a character that cannot be shown (number {number}); delete it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} is missing; it looks like this: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} is no language of the program; the languages are {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} is not known here; what can stand here: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} is {found:quoted}, which is not known; choose among: {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} is {found}, and has to be at least {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key:quoted} should be {wanted}, and is {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} became shorter while it was read; open it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened as a network: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened because no process can be started: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened: {part} in it contradicts itself or the rest ({why})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened: {part} in it takes {size:bytes}, more than the limit of {limit:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be opened: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read to its end: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process ended (exit status {number}); the file may be damaged or need too much memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process ended (signal {number}); the file may be damaged or need too much memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process said something that cannot be so ({what}); try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written: there is not enough memory even for a part of the picture; close other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written: {why}; a file that had this name stays as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} describes its content in {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not exist; it may have been moved or renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not look like the weights of a network with convolutions; save model.state_dict()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has a damaged safetensors header; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has a header of {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; it holds one array without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; it holds {there}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; none in it can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has the shape {shape:shape}, which is not that of the {role} of a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {size:size} pixels, and the source {source:size}: what a network has made of it is as large, or {factors:or} times as large on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds a nested tensor, whose parts differ in shape, and cannot be opened with it; save one of its parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds no array; save at least one with a shape of (C, H, W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds no experiment that can be read here: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds pickled Python objects (such as {example}), which are never loaded; save only tensors, for example model.state_dict()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds pickled Python objects, which are never loaded; save only tensors, for example model.state_dict()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds {count} arrays, more than the limit of {most}; save fewer of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds {count} arrays; choose one of {there}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds {part:quoted}, which no experiment of format {known} holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a Python pickle, which can run code when it is opened and is therefore never read; save the array with numpy.save or the tensor with torch.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a TorchScript program, which is never run; save its tensors with torch.save, for example model.state_dict()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a device, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a feature map; what a network has made of the source is an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a folder; choose one file inside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a picture; offsets are arrays (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a picture; weights of a network are in a safetensors or a pt file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a pipe, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a socket, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a zip archive that is damaged or cut off; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a zip archive without arrays in it; unpack it and open one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an HEIC picture, which cannot be opened; save it as JPEG or PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an experiment without a picture of its own; open it as an experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an exported program (torch.export), which is never run; save tensors with torch.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an interpolation, which has no network that enlarges; have another upsampler on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is cut off or damaged; open an earlier copy of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is cut off: its {format} header is incomplete; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is cut off: the {format} data end too early; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged: an array in it cannot be unpacked; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged: {part} in it cannot be unpacked; open an earlier copy of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is empty; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is empty; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is empty; copy the image again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be opened; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be opened; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is larger than the limit of {limit:bytes}; reduce it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is larger than the limit of {limit:bytes}; save a smaller part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is larger than {limit:bytes}, which is more than a lesson can need</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is larger than {most} megapixels; reduce or crop it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is named like {expected}, but its content is not one or its beginning is damaged; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a PyTorch file; save it again with torch.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a valid PyTorch file or is damaged; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a valid safetensors file: it announces a header of {announced:bytes}, but has only {present:bytes}; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a valid {format} image or is damaged; save or download it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an experiment of vizapp; choose a file that vizapp has saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an image that can be opened; copy it as png, jpg, webp, avif, bmp, gif or tiff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; choose one with the weights of a network (safetensors, pt, pth)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not saved: it was cancelled; a file that had this name stays as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not text in UTF-8; save it as UTF-8 in your editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not whole: {part} is missing in it; open an earlier copy of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on the computer {host}; copy the file to this computer, then drop it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is packed, which torch.save never does; save it again with torch.save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: a script of {lines:line|lines} for torch and torchvision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: {size:size} pixels, {data:bytes}, enlarged by the network as it was after {steps:step|steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: {size:size} pixels, {data:bytes}; the network was not trained yet, so that this is the bicubic enlargement and what random weights add to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is still being saved; wait for it, or cancel it, before another one is begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is text, although it is named like {expected}; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is text; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is text; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is the picture that is open; save the experiment under another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is the picture that is to be enlarged; choose another name for the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is written: a row with offset, point and mask for each of {points:sampling point|sampling points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is written: offsets, points, masks and field of {points:sampling point|sampling points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is written: {data:bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs PyTorch, which cannot be imported: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs more memory than there is to decode; reduce it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs more memory than there is to open; reduce it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs more memory than there is; save fewer tensors in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} no longer holds an array {array:quoted}; drop the file again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} took longer than {seconds:g} seconds to open and was given up; try a smaller file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written: its curves have more or fewer values than they say; save it once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written: the enlarged picture is a PNG file; choose a name that ends in .png</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written: there is not enough memory for it; close other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was not written: {part} would be larger than {limit:bytes}, and could not be opened again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was saved by a newer vizapp ({program}): it is in version {version} of the format, and this one reads up to {known}; install a newer vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was saved with pickle_protocol={protocol}, and holds more than plain tensors; save it again without that setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{note} · magenta: NaN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{package} cannot be used: {why} (found at {place}); remove what stands there, or install {package} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{package} is not installed; install it: pip install {package}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pixels} pixels cannot tell {taps} taps apart: the points need not come to the hidden ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{status}, {changed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{status}: with one output channel both orders are the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tap} of group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tap}: the four pixels around its point, {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tap}: what it adds to the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text:quoted} is not a number from -{most} to {most}; the number before it stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tiles} of {channels} channels of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} {value} (warns {limit}): {advice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type} from {low:g} to {high:g} mapped to 16-bit grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{type} rounded to float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{url} is not a file on this computer; save the picture first, then drop the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value:g} is too large: a value is from −{most:g} to {most:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{values} of {all_values} values displaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} ({tap})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{variable} is &apos;{value}&apos;; it must be a whole number from 1 to 1024</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See sub-pixel convolution and deformable convolution work.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>A file is being saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always use the dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always use the light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the next start, go on where this window was when it was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry every sub-pixel from its tile to its place in the enlarged map, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window and end the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Come back to this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy experiment as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the arithmetic of what is picked as a short script for numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the experiment as a plain script for torch and torchvision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy unit as numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do one training step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the points together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the engine&apos;s process; a new one goes on from where training was kept last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange two phases that chance chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export animation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export curves…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export inspector…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export offsets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the whole screen, or go back to a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the swapped phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit both pictures into their canvases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold all panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold all panels, or unfold those that this has folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the curves into a strip that says what they have reached, or unfold them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the inspector into a bar at the edge, or unfold it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the setup into a bar at the edge, or unfold it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system&apos;s light or dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget which files were opened before; the files stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the next of the upsamplers on show that are compared; nothing begins anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the points of the picked unit in view beside the probe, or let them go again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is on show, to compare it with what comes next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go of all pinned units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List what every key and every movement of the mouse does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look into the pixel shuffles of a network, from a file of its weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next upsampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is picked: click on the output first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is trained in this task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only super-resolve, in the sub-pixel lab, has a network that enlarges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only super-resolve, in the sub-pixel lab, measures what networks have made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the deformable lab has offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an image, a feature map or an experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open somebody&apos;s result…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the image or file that is on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put all settings on the clipboard as one line, to paste into a message or here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the canvas under the cursor, or else the one in focus, on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo: {change}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all placed points; their sampling points follow the training again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the change that was undone last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the phase order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return all panels to their initial places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return every sub-pixel to its own phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return every value that was changed by hand to what was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PyTorch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save enlarged picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save experiment as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment with its training to another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment with its training, to go on with it another time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale the probe&apos;s points down a little; four times halves their distances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale the probe&apos;s points up a little; four times doubles their distances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See and measure a picture that another network has made of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what was kept beside what is on show: side by side, wiped, as a difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all texts in the system&apos;s language, if it is Chinese or English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything of the picture that nothing is trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how strong every frequency is in the picture on the right, or the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show points, output and error as they are without any offset; or hold the key C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the kernels of the network, and its last layer as a transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the spot under the cursor enlarged, the same one on every picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the target in place of every output; or hold the key O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version, the licence and the libraries used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show two pictures on one canvas, with a line between them that can be dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which units read the pixel under the selected point, or stop showing it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training again at step 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after the step that is being done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap one to three pairs of phases without saying which, or give up finding them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between the light and the dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is still starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lab is being set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to do again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to train in this task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the offset branch until the placed points come from it, and let go of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train until paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on the unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the points back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the probe&apos;s points by 15° against the clock, about the middle of the kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the probe&apos;s points by 15° with the clock, about the middle of the kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {change}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who reads here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write offsets, points, masks and field of the layer on show to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the curves as SVG, PDF or PNG, or all their numbers as CSV or arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the experiment as a plain script for torch and torchvision to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the whole source, enlarged by the network on show, to a PNG file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what a canvas shows as PNG, SVG, PDF or arrays, with or without its overlays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what a canvas shows over the steps of the training as GIF, APNG or WebP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what the inspector says of the picked unit or pixel as Markdown or CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom and move both pictures together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in on what the picked unit reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to the probe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnimationDialog</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every so many steps there is a frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export animation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long the last frame is shown, before it begins again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the animation is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the frames follow one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it, and write it to a file; the ending of its name says as what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the animation in pixels; its height follows from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, leave no file, and go back to where the training was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That are too many frames of this size; choose fewer steps, or a smaller width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last step is before the first; choose a later one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of its step in each frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step of the first frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step of the last frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is animated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose picture is animated; zoom and overlays are those of now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>animation of {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} frames, {seconds:.1f} s, {size} pixels or so</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArrayDialog</name>
    <message>
        <source>Arrays of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the file as the weights of a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search among the arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The arrays look like weights: the network reads the picture, and its pixel shuffles are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds {count} arrays that can be opened. Which one should be?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} seems to hold the weights of a network; {count} of its arrays can also be opened as a map. Open it as a network, or one of the arrays?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BannerBar</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the smaller size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BranchSection</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A map of offsets is trained itself; it knows nothing of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small network computes the offsets from where the unit is; it reads no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the task suggests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolutions compute the offsets from the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the branch that suits the task; it then follows the task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many 3×3 convolutions make the offsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No offsets: the rigid grid of a plain convolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of an offset is longer than this, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The branch learns at so many times the learning rate of the lab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard deviation of the Gaussian that smooths what the branch reads, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train this one beside it, on the same picture, with a layer of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training begins with offsets of about one pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training begins with the rigid grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training changes the offsets and the kernel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What gives the offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What gives the offsets of the main layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What: training changes the kernel; the offsets stay as they start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the layer reads (offsets), what it looks for there (kernel), or both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where: training moves the points; the kernel is the teacher’s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the branch reads, beside the picture, at which place it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the length of the offsets is limited, by a tanh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which offsets training begins with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With both, the points need not come to the teacher’s though the loss falls: where and what can trade places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zero</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BroughtSection</name>
    <message>
        <source>Brought offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another layout, kernel, stride or role of an array.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop or open a file with offsets: .npy, .npz, .safetensors or .pt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read them otherwise…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasGrid</name>
    <message>
        <source>Output {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanvasPair</name>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source> · target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have {run} on show, with its channels, kernels and curves; nothing begins anew. The next one: N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output of {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axes: cycles per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black to white: {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>multiples of 1/{r}: of the upsampling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompanionCurves</name>
    <message>
        <source>another branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareBoard</name>
    <message>
        <source> (read off 256 levels)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}: {mean} on average without its sign, {largest} at most; middle grey is no difference</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareCurves</name>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose curves are drawn, and whose values stand in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>All looks that are checked, each on its own canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a look to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose two different looks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare – vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the line; while B is held, the left one is seen whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is on show, go on or change something, and see both here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what the main window shows now as another look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look to the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since then: {changes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two looks at the same place, with a line between them to drag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two looks, and between them one less the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What comes out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is read, with what lies over it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Each step of the axis is a factor, because the values span so many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bold curve is the mean of the last {count} values at each step, the faint one the values; of others beside it the mean is drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CurveReading</name>
    <message>
        <source>after step {step}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecimalField</name>
    <message>
        <source>“{text}” is not a number from {lowest} to {highest}; {value} stays.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeformableOperatorSection</name>
    <message>
        <source>A mask by which the branch weighs what each tap reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of input and output channels that the convolution keeps apart; they divide the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks of input channels that are read with offsets of their own; they divide the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width: how many places of the input one output pixel is computed from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many deformable layers are stacked. Each has offsets of its own; one below the last takes the mean of what its taps read, or has the weights that are set by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many input pixels lie between the centres of neighbouring outputs; 2 halves the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pixels apart the taps of the rigid kernel are, before the offsets move them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One layer, which reads the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One output for every fourth pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One output for every pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One output for every second pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One output for every third pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task decides: kernel {size}, stride {stride}, dilation {dilation}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zeros above and below, and left and right of the input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three layers, each of which reads what the one below it gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two layers: the second reads what the first gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeros around the input. Aligned is dilation × half the kernel, with which outputs and pixels match one to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>padding {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{down} × {right}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeformableScene</name>
    <message>
        <source>0 to {difference}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to {length} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off the plain conv.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off the truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {tap} is out of view: click to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The probe is out of view: click to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probe ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DensityOverlay</name>
    <message>
        <source>read 0 to {count} times</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceButton</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The devices are listed once the engine is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting; it will list the available devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lab is being set up on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine is starting again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} computes; click to choose another device</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropHighlight</name>
    <message>
        <source>Drop it to open it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Edge</name>
    <message>
        <source>{count} column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parts} cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parts} of zeros added</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnlargeDialog</name>
    <message>
        <source>PNG image ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the enlarged picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the enlarged picture, {size} pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exhibit</name>
    <message>
        <source>APNG animation, all colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GIF animation, 255 colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown, as it is printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NumPy archive, its numbers as arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NumPy array, its numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF document, shapes and text stay such</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing, shapes and text stay such</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table with all digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebP animation, all colours, the smallest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExperimentDialog</name>
    <message>
        <source>Experiment ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment with its picture ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment, its picture stays where it is ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExperimentFiles</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where it is now, or another picture in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes to this experiment first?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of this experiment, {name} in {folder}, was changed since it was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of this experiment, {name}, is not in {folder} any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the picture now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With another picture, what was trained gives other results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vizapp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} takes its place, with its own training. What was not saved is gone then.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplainButton</name>
    <message>
        <source>What {title} is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplodeBar</name>
    <message>
        <source>Explode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left: every sub-pixel in its channel&apos;s tile; right: in its place in the enlarged map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way from the tiles to the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tiles</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExplodeOverlay</name>
    <message>
        <source>output channel {shown} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reduced: each square stands for {across} × {down} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} channels, {share} % of the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} phases, {share} % of the way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export offsets, points, masks and field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NumPy archive, all of it as arrays ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table, a row for every sampling point ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bold: mean of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run}, unseen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FigureActions</name>
    <message>
        <source>Curve: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>A file is being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pixels an image has, PNG or on the clipboard, for each pixel of the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, and leave no file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is exported, as it was when this window was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it to a file; the ending of its name says as what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldBar</name>
    <message>
        <source>Unfold the panel {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfold this panel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandsSection</name>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error (RMS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange two phases that chance chooses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give every changed value back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Ctrl and turn the wheel over a pixel of a tile, zoomed in, to change what it holds. Or click it, and type a value in the inspector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves so far: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR to the intact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak of the PSNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puzzle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random swap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which phases were swapped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap one to three pairs of phases without saying which; find them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the map with every value as it was read and in its own place, over all channels. The PSNR is 20 times the decimal logarithm of its peak, which is the range that is drawn, over the error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} dB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeldOut</name>
    <message>
        <source>held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trains</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageCanvas</name>
    <message>
        <source>Picture shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InputPicture</name>
    <message>
        <source>Input · made by the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input · what the unit reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input · {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input · {name}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is computed; the setup says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has stopped; restart it to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lab is being set up…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers cannot be shown; the message above the pictures says why.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IntegerField</name>
    <message>
        <source>“{text}” is not a whole number from {lowest} to {highest}; {value} stays.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InverseView</name>
    <message>
        <source>magenta: NaN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{channels} channels of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{note} · pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tiles} of {channels} channels of {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JudgedSection</name>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a difference picture open a result as large as the source, {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured in the middle, {size} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither show nor measure it any longer; its file stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture that another network has made of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR reduced, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases differ: the pixels at the same place of their blocks of 2 × 2, 3 × 3 … have a mean, after a local mean was taken off; this is the deviation between these means, in grey levels of 255. A picture&apos;s own content gives a little, as that of the source shows: only far more is a checkerboard. One of 2 pixels also repeats every 4 and 8. Beside a larger result, bicubic is the source enlarged as much by bicubic interpolation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put somebody&apos;s result away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced to the source&apos;s size for PSNR and SSIM: they say whether it is the same picture, and nothing of the detail that was added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSIM reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it on the right canvas, in its own pixels; the list of pictures there has it too, also beside another one in a wipe (V). Its spectrum: Shift+F; enlarged: M.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show somebody&apos;s result on the right canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody&apos;s result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What another network has made of the source: as large as it, or 2, 3, 4 or 8 times as large on both sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size}, ×{factor}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KernelDensity</name>
    <message>
        <source>All points lie inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frame reaches {reach} px to each side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the taps of all units read, relative to the middle of the kernel: each in its own colour, brighter where more units read. Squares are the rigid grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{outside} of {count} points lie outside.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KernelDensityView</name>
    <message>
        <source>Reach of all units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reach of all units, group {group}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KernelPictures</name>
    <message>
        <source>kernel {number}, weight ({row}, {column}): {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KernelSizeField</name>
    <message>
        <source>Kernel height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side}: 1, 3, 5 or 7 taps.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KernelsDialog</name>
    <message>
        <source>0 to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An interpolation has no kernels that are trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution, then shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel of the equal transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer {number}, transposed: {inputs} → {outputs} channels, {kh} × {kw}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer {number}: {inputs} → {outputs} channels, {kh} × {kw}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One kernel for each of the {count} output channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The convolution has a bias for each phase, a transposed convolution one for all: here they are added after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned by half a turn and interleaved, the {count} kernels of the phases are one kernel of a transposed convolution: both give the same picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a value of each of the {count} features writes around its place in the output; where kernels overlap, what they write is added up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What output channel {unit} reads of each of the {count} channels below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose kernels are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black −{reach}, grey 0, white +{reach}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel {kh} × {kw}, stride {r}, padding {padding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel {kh} × {kw}, {outputs} channels, shuffle by {r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest difference of the two outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{difference}, of values up to {largest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} · {run}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List and draw the points of layer {layer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer whose points are listed, drawn and dragged; the first one reads the picture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookRows</name>
    <message>
        <source>Looks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoupeButton</name>
    <message>
        <source>A loupe magnifies what the picked unit reads; this zooms the whole canvas in instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom here (Z, or double click)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModulationField</name>
    <message>
        <source>2·sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any number; starts at 0; arXiv:2401.06197.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every tap counts as it is; arXiv:1703.06211.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From 0 to 1; starts at 0.5; arXiv:1811.11168.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From 0 to 2; a zero-initialised layer starts at 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The taps share a sum of 1; arXiv:2211.05778.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none (v1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigmoid (v2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>softmax (v3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unbounded (v4)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NeighbourPicture</name>
    <message>
        <source>({y}, {x}): outside, 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>({y}, {x}): {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The four pixels: {pixels}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkBar</name>
    <message>
        <source>Cancel the computation of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the opening of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing the network: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what is there, and do not open the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking into {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the network&apos;s layers that is computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, and show nothing of the network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkSection</name>
    <message>
        <source>Compute it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the network on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the network that was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the weights of a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pattern: of the variance of a layer&apos;s detail (its output less a local mean), the share that repeats every r pixels. It does not depend on the scale of the values; 0 % is no pattern. Phases differ: the pixels at the same place of their blocks have a mean; this is the deviation between them, in grey levels of 255, of what the network gives and of the picture enlarged by bicubic interpolation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel shuffle of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the network away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle the picture itself again; the file stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of a network (safetensors, or a state dict in a pt file): it reads the picture, and each of its pixel shuffles can be looked into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose channels are shuffled; its factor, and its channels before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phases differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel shuffle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{architecture}, enlarges ×{scale}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · ×{factor} · {channels} → {made}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OffsetGroupRow</name>
    <message>
        <source>List and draw the points of offset group {group}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offset group whose points are listed and drawn; each reads its own block of channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channels {first} … {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OffsetMapView</name>
    <message>
        <source>For each tap, how far each unit&apos;s point is moved: dy pixels down, below it dx to the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset map (1, {channels}, {height}, {width})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a weight, or drag a number up and down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an offset in pixels, or drag a number up and down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of the kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group {group}, tap {tap}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap {tap}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same for every input channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OffsetReadings</name>
    <message>
        <source>Every point is finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride {s}, padding {p}, dilation {d}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:number of the offsets is|numbers of the offsets are} not finite ({nan} NaN, {infinite} infinite), at {units:unit|units}. A point with such a number reads nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:point is|points are} not finite ({nan} NaN, {infinite} infinite), at {units:unit|units}; the first at row {y}, column {x}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:point is|points are} not finite ({nan} NaN, {infinite} infinite): {places}. Such a point reads nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{height} × {width}, {groups:offset group|offset groups}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} (rounding)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} of 1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OffsetsDialog</name>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel and offset groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No feature map is given: the offsets are read on the present picture, scaled to {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No weight is given: the output is the mean of what the taps read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as a feature map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role of {array}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show these offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride, padding and dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride, padding, dilation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first of {count} items is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is scaled to {size}, the layer&apos;s input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are no offsets: open the first file as a feature map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each array is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files}: a feature map of {channels} channels, or offsets of a kernel of {kernel}, for {units} units?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files}: offsets of a kernel of {kernel}, for {units} units. How are they to be read?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files}: what are these arrays?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} is left out: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenActions</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it to look into the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it to measure it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it to try it there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture that another network has made of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture that nothing is trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an image, a feature map, offsets or an experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the weights of a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights ({suffixes})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pasted image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be opened ({suffixes})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feature maps ({suffixes})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images ({suffixes})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenedSection</name>
    <message>
        <source>every {period} px</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutputChannelChoice</name>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour 0–2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutputPicture</name>
    <message>
        <source>The engine has stopped; restart it to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is starting; the output will appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first output.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlapPage</name>
    <message>
        <source>Each input writes to {k} × {k} outputs, {s} apart; where they overlap they add up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input i writes to the outputs i·s to i·s + k − 1, down and across alike: the counts multiply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap of a transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at an output, or at an input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stride is larger than the kernel: there are outputs that nothing writes to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns of inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns of outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counts inside the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kernel k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows of inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows of outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stride s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{s} divides {k}: inside, every output is written to equally often. Weights that differ from place to place can still make a checkerboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{s} does not divide {k}: neighbouring outputs are written to unequally often. With weights that do not make up for it, that is a checkerboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlapView</name>
    <message>
        <source>Ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside the frame: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} × {n} inputs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaddingField</name>
    <message>
        <source>aligned</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PanelDock</name>
    <message>
        <source>Show or hide the panel {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhaseEditor</name>
    <message>
        <source>Value in {kind} {origin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} is too large a number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhaseTable</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phase {phase}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phase {phase}: {kind} {origin}, {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacedModel</name>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this point follow the training again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L{layer} {tap}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {tap} is held at every unit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {tap} is held for {rows} × {columns} units from ({top}, {left}) on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {tap} of unit ({unit}) is held at ({y}, {x}), in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The branch itself would put it {away} px away, on average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The branch itself would put it {away} px away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacedPointsSection</name>
    <message>
        <source>A dragged point counts for every output pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dragged point counts for the picked output pixel only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dragged point counts for the units around the picked one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give all points back to the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many units on a side the brush covers, an odd number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placed points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points that were dragged away from where the network put them. They stay while it trains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the offset branch until these points come from it, and let go of them. What it shares moves too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whom a dragged point counts for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{everywhere} everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{units} + {everywhere} everywhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacedTable</name>
    <message>
        <source>Choose all placed points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placed points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Placing</name>
    <message>
        <source>Drag: every unit · Alt or Ctrl + drag: this unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag: scale all points · Shift: by 0.25 · keys Ctrl+[ and Ctrl+]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag: the brush&apos;s units · Alt or Ctrl + drag: this unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag: this unit · Alt or Ctrl + drag: every unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag: turn all points · Shift: by 15° · keys [ and ]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placed points hold for the main branch, on the picture trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves it for every unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves it for unit ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves it for {side} × {side} units around ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for every unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for unit ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for {side} × {side} units around ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayButton</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play, there and back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PointsSection</name>
    <message>
        <source>All sub-pixels of the pixel read the features there, each with a kernel of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of the features {first} … {last} is read there: four values times these shares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions are in pixels of the low-resolution input; whole numbers are centres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The four pixels around the point, and with which share each is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points are drawn on the low-resolution input: choose it above the left picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bilinear place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside: 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the edge again, ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run} · sub-pixel {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run} · tap {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}; choose {ways}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Nothing is computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is trained here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step once to begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run}, on the picture trained on: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run}, on the unseen picture (dashed): {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}, below {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>more than 1 EiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reached</name>
    <message>
        <source>at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the engine that ended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Cancel the reading of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the present picture and stop reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceptiveFieldOverlay</name>
    <message>
        <source>gradient 0 to {largest}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>{steps:step|steps}{reached}; results are in {places}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SamplingLegend</name>
    <message>
        <source>Fold or unfold the legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend of the marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hue = direction from the centre</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Export: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavingBar</name>
    <message>
        <source>Cancel the saving of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarging to {name}: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting offsets to {name}: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the experiment to {name}: {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the file that is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScriptDialog</name>
    <message>
        <source>Python script ({suffix})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the experiment as a script for PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeedField</name>
    <message>
        <source>Draw another seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw another seed at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same training on the same device with as many threads.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>Setup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>, and .</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the drag of points, of a chip or of a tile; else ask about no pixel; else select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the value that the picked pixel has in the selected tile; exploded: move the sub-pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a bar at the window’s edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a pixel or a channel&apos;s tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an upsampler&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and wheel on a tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and wheel on the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a chip, or a value in the inspector; Return on a chip or a tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a chip, or a tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a handle of the ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the line of a wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a layer&apos;s arrays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture on Somebody&apos;s result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange the selected chip, or where the selected tile lands, with its neighbour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange two phases; zoomed in, by the tile’s label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exploded: show the tiles, the map; play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have its channels, sub-pixels, kernels and curves on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home, End, Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the selected point follow the training again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move both pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nudge the selected point by 0.1 px; with Shift by 1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets, mask, weight, input and output, in one file or several: choose how they are read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a picture with a wipe: move its line; with Shift in larger steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a picture: park the magnifier, and let arrow keys move it; Escape or the same: unpark it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a picture: select the next or the previous point, chip or tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it, anywhere on the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise: move probe or picked pixel by 1; with Shift by 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick the pixel, on either side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin a unit beside the probe, or let it go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place it by hand; with Alt or Ctrl for every unit instead of this one, or the reverse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at an overlap count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the button that has the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See and measure what another network has made of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and click on the input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and click on the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more of the picture on either side of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which inputs write there, or where an input writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which units read that pixel; drag on, or use the arrow keys, for others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn or scale all points of the probe; with Shift by steps of 15° or 0.25</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it, in the inspector; Return takes it, Escape leaves the value as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfold its panel, which its arrow folds again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it is held: the plain convolution, without offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it is held: the target, in place of what super-resolution gives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While the brush is chosen: make it larger or smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom the picture that has the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoomed in: change the value of the pixel under the cursor; with Shift by eight steps at once</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShowSection</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SizeField</name>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not “auto” or a whole number from {lowest} to {highest}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceSection</name>
    <message>
        <source>Array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files do not say which axis of an array holds the channels; read it the other way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NaN: {count} of {total} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as (C, H, W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as (H, W, C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the axes the other way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds several arrays; this is the one that is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name that the file gives to this array.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infinite: {count} of {total} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading a network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading another…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape {shape}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>working {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} · {channels} ch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpeedControl</name>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed}: how many training steps are done a second; at the right end, as many as possible</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source> = {value} dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel {channel} ({h}, {w})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine is starting again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engine stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phase {i},{j} ({h}, {w})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{down} down, {across} across cycles per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} steps/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepChoice</name>
    <message>
        <source>A step that was reached before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go no further, and come back to where the training stood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this step, keep what it shows, and come back to where the training stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The branch of the timeline that the step is of.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SubpixelLooks</name>
    <message>
        <source>A shuffle has no target and no other picture of the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SubpixelOperatorSection</name>
    <message>
        <source>A value is displaced where it comes from another channel than in the right reading: in the order in which the channels are stored, with every phase in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels of zeros are put after the last ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every phase back in its own place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch: the r² phases of one output channel are next to each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset phase order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows and columns of zeros are put after the last ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle by {r}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spare channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such a map is not shuffled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TensorFlow: the output channels of one phase are next to each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last channels are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last rows and columns are cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order in which the channels were stored: an image is taken apart in it, and of a feature map it says what the map is. With one output channel both orders are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order in which the shuffle reads the channels. In the wrong one, values land elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upscale factor r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done with a feature map whose channels are no multiple of r².</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done with a height or width that is no multiple of r; the picture shows it hatched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which phase lands at each place of a pixel; drag the chips on the picture to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k: each input writes to k × k outputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>r: each pixel becomes r×r sub-pixels, and r² channels become one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s: how many outputs lie between two neighbouring inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moved} of {count} moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{phases} divides the number of channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{r}² = {phases} phases.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SubpixelPage</name>
    <message>
        <source>A dash stands for a number that was not sent: of a large map, only where it is zoomed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) holds {count} residuals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) holds {count} values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) · channel {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a picture to fill the formula in; click to pick a pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shapes of what is read and what is given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-pixel ({y}, {x})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-pixel ({y}, {x}) · channel {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channel of the enlarged map that is shown, and its tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network adds what bicubic interpolation lacks; the shuffle turns its channels into pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shapes of what is read and what is given: batch, channels, height, width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upsampler whose channels these are: a click on the name over another one&apos;s picture, or N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This upsampler has no channels to shuffle: its phases are what it gives, taken apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upsampler: {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a sub-pixel comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the sub-pixels come from is shown again once the puzzle is solved or given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While the right canvas shows neither output nor bicubic, the sum is computed of the picked pixel alone: click a pixel to see its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bicubic, luma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>c, h, w: output channel and low-resolution pixel; i, j: the phase, a place within that pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>luma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output, luma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shuffled residual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>π: the order that the chips are in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SubpixelPages</name>
    <message>
        <source>The kernels of every layer, and the last one as the transposed convolution that is equal to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained kernels…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SumCard</name>
    <message>
        <source>Added up here from the table’s numbers before they are rounded, to compare with what the operator itself gave for this unit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each input channel adds to the output: Σ of its products, before those are rounded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conv2d’s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal to {difference}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exactly conv2d’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exactly equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operator’s own output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they differ by {difference}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is read is not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ products + bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ the other channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ the other {count} channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Σ {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TapDetailView</name>
    <message>
        <source>(1−fy)(1−fx) … × pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(1−fy)(1−fx) … × pixel, {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A square of one pixel around it covers of the four pixels, in the order of the rows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a tap to see the four pixels that it reads between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The point lies fy = {fy} below and fx = {fx} right of the upper left pixel’s centre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value × weight of each input channel; together they are what the tap adds to the output. With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value × weight × mask of each input channel; together they are what the tap adds to the output. With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fy {fy}, fx {fx}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TapModel</name>
    <message>
        <source>How far the tap was moved from its rigid place, in input pixels: down, right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row and column in the kernel; the mark has the colour of the point on the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel&apos;s number for this tap and this input channel, and below it the mask: what modulation multiplies the value by, for every input channel of the offset group alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel&apos;s number for this tap and this input channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value × weight × mask: what this tap adds to the output by this input channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value × weight: what this tap adds to the output by this input channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it reads there from this input channel, by bilinear interpolation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the tap reads, in input pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its offset is not finite, so that it reads nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside the image, where every pixel counts 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TapTable</name>
    <message>
        <source>Taps of the picked unit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskSection</name>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>{others}, or {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileOverlay</name>
    <message>
        <source>Drag it onto another tile to exchange where their values land</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineStrip</name>
    <message>
        <source>Drag the cursor to go back to any step. The state of every {count}th step is kept, and what lies between is computed again, to the same numbers. Another setting at an earlier step begins a branch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {head}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To step {step}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begun again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other settings from step {step} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taught at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineTrack</name>
    <message>
        <source>Step {step} · {branch}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a prepared example, a bundled photograph or a map of numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels, theme, language, keys and further actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingSection</name>
    <message>
        <source>Decides every random number: the same seed gives the same training on the same device with as many threads (VIZAPP_THREADS).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is trained in this task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the largest working size that the memory allows, or a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate of the optimiser, AMSGrad; it can be changed while training runs. In the deformable lab, the biases of the offsets learn eight times as fast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest side of the reduced copy that is computed with; the full picture stays visible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of trained parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a working size that fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TreeCard</name>
    <message>
        <source>1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample is one way down: a tap of each layer and, between layers, one of the four units around its point, by channels that the output channel on show depends on. Agreement is 1 − Σ|w − g| / (Σ|w| + Σ|g|): how far the weights w that the samples add up to at each pixel are the gradient g of the output, with offsets and masks held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tree of the unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a point between units reads four of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agreement with the gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many to show all: left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{samples} samples at {places} places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TreeMarks</name>
    <message>
        <source>all outside: nothing is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing read counts: all weights are 0</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a unit of layer {layer}: what its taps read is what layer {below} gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the unit of layer {layer}, which reads the picture, in the same place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the values and weights of input channel {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is picked. Drag over the output to see what one of its pixels is made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has not answered yet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input channel whose values, weights and products are listed; the sum counts all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output channel whose value is computed here; each has a kernel of its own. Where the picture shows several, it is the first of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture shows output channels 0, 1 and 2 as red, green and blue; channel {channel} is computed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture shows the mean error of all {count} output channels; channel {channel} is computed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} of {outputs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} · layer {layer} of {layers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · output channel {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ch {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Unseen</name>
    <message>
        <source>The unseen picture could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unseen picture does not fit: it must have as many channels as the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unseen picture is still being read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnseenButton</name>
    <message>
        <source>Shows everything of a picture that nothing is trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on the unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnseenMarks</name>
    <message>
        <source>Nothing is trained on it (U)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen picture: {name} · nothing is trained on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen: never trained on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnseenSection</name>
    <message>
        <source>Back to the bundled picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another picture that nothing is trained on; or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not fit: it must have as many channels as the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is tried on it. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a bundled photograph, another one than the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has been learned is tried on this picture. Nothing is ever trained on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpsamplerSection</name>
    <message>
        <source>A convolution computes where each sub-pixel reads the features, a pixel shuffle brings the offsets to the sub-pixels, and a 3×3 convolution reads what was found there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A convolution to r² channels, and a pixel shuffle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A deformable convolution to r² channels, and a pixel shuffle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A transposed convolution with a kernel of side k and a stride of r.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An interpolation; nothing is trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside it, on the same crops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each feature is repeated r × r times, and a 3×3 convolution reads them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the features at low resolution become the enlarged map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ICNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel of the transposed convolution to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels of transposed convolutions begin with one weight at all their places: at step 0 only their overlap can make a checkerboard, and makes none where r divides the kernel’s side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same, begun with r² kernels that are alike: at first it is a convolution and nearest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The side of the kernel; its overlaps are even where r, which is the stride, divides it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upsampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What enlarges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begin even</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resize+conv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transp. k3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transp. k4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transp. k…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transposed convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} are trained: a step takes about as many times as long.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchRows</name>
    <message>
        <source>Pause above or below the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training pauses at the step where this passes the value. Metrics are compared whenever they are measured, what the offset doctor finds at every tenth step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value at which training pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, not measured</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Watchpoint</name>
    <message>
        <source>{title}, unseen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WipeHandle</name>
    <message>
        <source>Drag the line; arrow keys move it, with Shift by a tenth of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line between two pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture is to its left, the other to its right.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Keep it no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put {name} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it beside the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TitleBar</name>
    <message>
        <source>Fold the panel {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold this panel into a thin bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the panel {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide this panel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
