"""What to do in a prepared example, and what is then to be seen; shown when it opens."""

from __future__ import annotations

from vizapp.wording.translation import marked

EXAMPLE_HINTS: dict[str, str] = {
    "example.own-offsets": marked(
        "every output position has a pair of numbers for every tap: press Step some times, then click different "
        "places of the output and see that their points stand in different shapes"
    ),
    "example.between-pixels": marked(
        "tap 1,1 reads between four pixels: drag its point and watch their four shares under ONE TAP; at a whole "
        "position one pixel has all of it"
    ),
    "example.zero-offsets": marked(
        "nothing has been learned, all offsets are 0: hold C for the plain convolution, and neither points nor "
        "output change; then press Step, and hold C again"
    ),
    "example.four-by-four": marked(
        "the offset map of the 4×4 map stands in the inspector as nine pairs of 4×4 numbers: type or drag one, "
        "and see which point moves and which output pixel changes"
    ),
    "example.what-is-trained": marked(
        "three layers train on the same picture: offsets from a convolution, offsets that are trained themselves,"
        " and none; press Run, and compare their losses on this picture with those on the unseen one"
    ),
    "example.taught-point": marked(
        "tap 1,2 of the picked output pixel is held by hand: press T, and the branch learns to put it there, which "
        "moves that tap nearly everywhere; then take it back, choose a free map as the offset branch, and press T "
        "again"
    ),
    "example.rigid-kernel-misses": marked(
        "the picture is turned by 10 degrees, and the one tap of the rigid kernel reads beside what it should give, "
        "the farther from the middle the more: press Run and see its offsets turn the picture back"
    ),
    "example.offsets-follow-size": marked(
        "a classifier learns shapes of one size up to step 150 and is then frozen, and only its offsets learn other "
        "sizes, faster than a control with as many parameters, which draws level in the end: press Run, and "
        "afterwards change Scale and see how far apart the taps of one output position read"
    ),
    "example.stacked-layers": marked(
        "each of three stacked layers reads what the one below it gives, with offsets of its own: the tree leads "
        "from one output pixel over the points of every layer to the picture; press Z, then Step, and see it branch"
    ),
    "example.uneven-overlap": marked(
        "kernel 3 and stride 2: each number says how many inputs write to an output, and they alternate like a "
        "checkerboard; set Kernel size to 4, which 2 divides, and inside all are 4"
    ),
    "example.one-crooked-kernel": marked(
        "the warm-up: the hidden shifts are the same at every unit, so that one crooked kernel is enough; press "
        "Run and see the offset doctor say that nothing depends on the picture"
    ),
    "example.only-rearranged": marked(
        "the numbers 0 to 107 stand in twelve channels of 3×3: click a pixel on either side, and see its four "
        "channels become a square of four sub-pixels; nothing is computed, every number is still there once"
    ),
    "example.taken-apart": marked(
        "the photograph has become twelve small ones, each with one colour of every second pixel of every second "
        "row: point at a pixel on either side to see where it is on the other; To pixels puts them together"
    ),
    "example.even-kernels": marked(
        "before any training every kernel has one weight at all its places: under Progress the checkerboard of k3 is "
        "some grey levels, that of k4, which 2 divides, and that of resize + conv are 0; press Run: k3 learns to "
        "make up for its overlap, k4 gets a little from training, resize + conv keeps 0"
    ),
    "example.icnr": marked(
        "two sub-pixel convolutions before any training: the random kernels of one differ from phase to phase, which "
        "under Progress is a checkerboard; ICNR begins with one kernel for all four phases, and with 0: press N to "
        "see its four channels alike, then Run"
    ),
    "example.equal-transposed": marked(
        "press K: the kernels of the last layer, one for each of the four channels, stand beside the one kernel of "
        "the transposed convolution with stride 2 that is woven out of them, and below stands by how much the two "
        "outputs differ; press Step, and it still holds"
    ),
    "example.shuffle-comes-last": marked(
        "the network reads the reduced picture, and four channels of that size are what it adds to a bicubic "
        "enlargement: the shuffle makes one of them; press Run and see the PSNR rise above that of bicubic, then "
        "press E to see the channels on their way"
    ),
    "example.wrong-order": marked(
        "the channels of the photograph are stored as DCR and read as CRD: what lands elsewhere is tinted and "
        "counted; untick Displaced to see the picture as it is, then choose DCR under Read as"
    ),
}
"""By code; each is a sentence without its capital and its full stop."""
