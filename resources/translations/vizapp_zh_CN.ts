<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>%(prog)s: error: %(message)s
</source>
        <translation>%(prog)s: 错误：%(message)s
</translation>
    </message>
    <message>
        <source>, and .</source>
        <translation>, 和 .</translation>
    </message>
    <message>
        <source>0 is equal; relative to the deviation of the output</source>
        <translation>0 表示相等；相对于输出的标准差</translation>
    </message>
    <message>
        <source>1 turns and scales, −1 mirrors and stretches: then dy and dx may be exchanged</source>
        <translation>1 为旋转与缩放，−1 为镜像与拉伸：此时 dy 与 dx 可能互换了</translation>
    </message>
    <message>
        <source>1 unit reads pixel ({y}, {x})</source>
        <translation>1 个单元读取像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>1 value changed by hand</source>
        <translation>1 个手动更改的值</translation>
    </message>
    <message>
        <source>1 value is changed by hand.</source>
        <translation>1 个值是手动更改的。</translation>
    </message>
    <message>
        <source>16 bits a channel reduced to 8</source>
        <translation>每通道 16 位，降为 8 位</translation>
    </message>
    <message>
        <source>16 bits a channel, values {low:g} … {high:g} stretched to 8 bits</source>
        <translation>每通道 16 位，值 {low:g} … {high:g} 拉伸到 8 位</translation>
    </message>
    <message>
        <source>16 bits a channel, values {low:g} … {high:g} stretched to 8 bits; {count:value|values} far beyond cut off</source>
        <translation>每通道 16 位，值 {low:g} … {high:g} 拉伸到 8 位；截去远在范围之外的 {count} 个值</translation>
    </message>
    <message>
        <source>16-bit grey</source>
        <translation>16 位灰度</translation>
    </message>
    <message>
        <source>1: a shift, turn, scale and shear explain all; 0: no more than of noise</source>
        <translation>1：平移、旋转、缩放和剪切可解释全部；0：与噪声无异</translation>
    </message>
    <message>
        <source>3 of {count} channels</source>
        <translation>{count} 个通道中的 3 个</translation>
    </message>
    <message>
        <source>3 of {count} channels as colour.</source>
        <translation>{count} 个通道中的 3 个合成彩色。</translation>
    </message>
    <message>
        <source>A drawn shape, {scale} times as large as those that the classifier has learned; {size} pixels.</source>
        <translation>绘制的图形，大小是分类器所学图形的 {scale} 倍；{size} 像素。</translation>
    </message>
    <message>
        <source>A map of {size} pixels: each {r} × {r} of them are the [sub-pixels](sub-pixel) of one pixel.</source>
        <translation>{size} 像素的图：其中每 {r} × {r} 个像素是一个像素的[亚像素](sub-pixel)。</translation>
    </message>
    <message>
        <source>A network computes the channels, the shuffle comes last</source>
        <translation>网络计算通道，最后进行重排</translation>
    </message>
    <message>
        <source>A photograph becomes channels, and comes back</source>
        <translation>照片变成通道，再变回来</translation>
    </message>
    <message>
        <source>A picture that somebody&apos;s network has made of the source.</source>
        <translation>他人的网络由源图生成的图像。</translation>
    </message>
    <message>
        <source>A point a pixel or more outside the picture reads only zeros, has no gradient, and never comes back.</source>
        <translation>在图像之外一个像素或更远的采样点只读到零，没有梯度，再也回不来。</translation>
    </message>
    <message>
        <source>A point reads far outside, where all is zero: see whether the offsets are in pixels of this input.</source>
        <translation>有采样点读取远在图外之处，那里全为零：请检查偏移是否以此输入的像素为单位。</translation>
    </message>
    <message>
        <source>A point reads far outside, where it gets no gradient: lower the learning rate, or bound the offsets.</source>
        <translation>有采样点读取远在图外之处，在那里得不到梯度：请降低学习率，或限制偏移范围。</translation>
    </message>
    <message>
        <source>A rigid kernel misses what is turned</source>
        <translation>规则网格的卷积核会漏掉转动后的物体</translation>
    </message>
    <message>
        <source>A shuffle computes nothing, so there is nothing to step.</source>
        <translation>重排不作任何计算，没有可执行的训练步。</translation>
    </message>
    <message>
        <source>A skate, upright and upside down, 5 × 9</source>
        <translation>正立与倒立的溜冰鞋，5 × 9</translation>
    </message>
    <message>
        <source>A small classifier learns shapes of one size, and is frozen; then only the offsets of three convolutions learn shapes of other sizes, beside a control with as many parameters.</source>
        <translation>一个小型分类器先学习同一大小的图形，然后被冻结；此后只有三个卷积的偏移学习其他大小的图形，旁边有一个参数量相同的对照。</translation>
    </message>
    <message>
        <source>A sub-pixel convolution is a transposed convolution</source>
        <translation>亚像素卷积就是转置卷积</translation>
    </message>
    <message>
        <source>A tap that is outside at every unit can no longer learn: reset it, with a lower learning rate.</source>
        <translation>在每个单元都处于图外的抽头无法再学习：请重置，并降低学习率。</translation>
    </message>
    <message>
        <source>A tap that is outside at every unit reads zeros only, and adds nothing to the output.</source>
        <translation>在每个单元都处于图外的抽头只读到零，对输出没有贡献。</translation>
    </message>
    <message>
        <source>A transposed convolution can overlap unevenly</source>
        <translation>转置卷积的重叠可能不均匀</translation>
    </message>
    <message>
        <source>A white ground, as for print, whatever the theme.</source>
        <translation>无论使用何种主题，都用适合打印的白色背景。</translation>
    </message>
    <message>
        <source>Above the offsets of all units, averaged over the taps: hue is the direction. Below where the taps read on average: from the rigid grid to the points.</source>
        <translation>上方为所有单元的偏移（对各抽头取平均），色相表示方向。下方为抽头的平均读取位置：从规则网格到采样点。</translation>
    </message>
    <message>
        <source>Accuracy on other scales</source>
        <translation>其他比例上的准确率</translation>
    </message>
    <message>
        <source>Accuracy on the original scale</source>
        <translation>原比例上的准确率</translation>
    </message>
    <message>
        <source>After Teach, until training goes on: tints the picture by how far the branch now moves its points at all units. Hue is the direction, strength the length.</source>
        <translation>“教会”之后、训练继续之前：按分支此时在所有单元上使采样点移动的距离给图像着色。色相表示方向，浓度表示长度。</translation>
    </message>
    <message>
        <source>Against bicubic</source>
        <translation>与双三次相比</translation>
    </message>
    <message>
        <source>Against bicubic · one seed</source>
        <translation>与双三次相比 · 单个种子</translation>
    </message>
    <message>
        <source>Against the target&apos;s own range, where the warp leaves the pixel inside the picture. A good picture does not mean that the geometry was learned: a pixel that looks alike will do.</source>
        <translation>相对于目标自身的取值范围，仅统计变形后像素仍在图像内之处。图像好并不说明学到了几何关系：只要有一个看起来相似的像素就够了。</translation>
    </message>
    <message>
        <source>All 3 channels</source>
        <translation>全部 3 个通道</translation>
    </message>
    <message>
        <source>All 3 channels as colour.</source>
        <translation>全部 3 个通道合成彩色。</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>全部通道</translation>
    </message>
    <message>
        <source>All of it is from the engine that ended.</source>
        <translation>以上均来自已结束的计算引擎。</translation>
    </message>
    <message>
        <source>All {count} channels stand side by side.</source>
        <translation>全部 {count} 个通道并排显示。</translation>
    </message>
    <message>
        <source>An [unseen picture](unseen-picture), on which nothing is trained. {text}</source>
        <translation>[未见过的图像](unseen-picture)，不用于训练。{text}</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Another seed may put them in another order; the option --seeds of vizapp run tells the spread.</source>
        <translation>换一个种子，排名可能不同；vizapp run 的 --seeds 选项可给出离散程度。</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Arrows of the offsets at units all over the picture, more of them where it is enlarged. Rings show where they should end, while the hidden truth is shown.</source>
        <translation>图像各处单元的偏移箭头，放大时更密。显示隐藏真值时，圆环标出箭头应到达的位置。</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>宇航员</translation>
    </message>
    <message>
        <source>At no other unit has it moved anything: these offsets are not shared.</source>
        <translation>它在其他单元没有带来任何移动：这些偏移不是共享的。</translation>
    </message>
    <message>
        <source>Begin the puzzle</source>
        <translation>开始谜题</translation>
    </message>
    <message>
        <source>Below bicubic interpolation: what is added makes the part held out worse.</source>
        <translation>低于双三次插值：网络加上的内容使留出部分变差。</translation>
    </message>
    <message>
        <source>Beside each name: its [PSNR](psnr) above that of [bicubic](bicubic).</source>
        <translation>每个名称旁：其 [PSNR](psnr) 比[双三次](bicubic)高多少。</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Black is 0, white {high} px.</source>
        <translation>黑为 0，白为 {high} px。</translation>
    </message>
    <message>
        <source>Black is 0, white {high}.</source>
        <translation>黑为 0，白为 {high}。</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Brick</source>
        <translation>砖墙</translation>
    </message>
    <message>
        <source>Bring offsets</source>
        <translation>导入偏移</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>管道已断开</translation>
    </message>
    <message>
        <source>Bundled sample “{name}”</source>
        <translation>内置示例“{name}”</translation>
    </message>
    <message>
        <source>By how many degrees the middle is turned, clockwise; farther out it is less.</source>
        <translation>中心顺时针旋转多少度；越往外转得越少。</translation>
    </message>
    <message>
        <source>By how many degrees the picture is turned, clockwise.</source>
        <translation>图像顺时针旋转多少度。</translation>
    </message>
    <message>
        <source>CMYK converted to RGB without a colour profile</source>
        <translation>未用颜色配置文件，由 CMYK 转换为 RGB</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄影师</translation>
    </message>
    <message>
        <source>Cancel the drag of points, of a chip or of a tile; else ask about no pixel; else select nothing; else end presenting</source>
        <translation>取消对点、色块或图块的拖动；否则不再查询像素；再否则取消选中；最后结束演示</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Carry every sub-pixel from its channel&apos;s tile to its place in the enlarged map, and back.</source>
        <translation>将每个亚像素从其通道的图块移到放大图中的位置，再移回来。</translation>
    </message>
    <message>
        <source>Change a value</source>
        <translation>更改值</translation>
    </message>
    <message>
        <source>Change a weight</source>
        <translation>更改权重</translation>
    </message>
    <message>
        <source>Change channel order</source>
        <translation>更改通道顺序</translation>
    </message>
    <message>
        <source>Change dilation</source>
        <translation>更改膨胀率</translation>
    </message>
    <message>
        <source>Change direction</source>
        <translation>更改方向</translation>
    </message>
    <message>
        <source>Change first kernels</source>
        <translation>更改初始卷积核</translation>
    </message>
    <message>
        <source>Change groups</source>
        <translation>更改组数</translation>
    </message>
    <message>
        <source>Change kernel size</source>
        <translation>更改卷积核大小</translation>
    </message>
    <message>
        <source>Change learning rate</source>
        <translation>更改学习率</translation>
    </message>
    <message>
        <source>Change modulation</source>
        <translation>更改调制</translation>
    </message>
    <message>
        <source>Change number of layers</source>
        <translation>更改层数</translation>
    </message>
    <message>
        <source>Change offset branch</source>
        <translation>更改偏移分支</translation>
    </message>
    <message>
        <source>Change offset groups</source>
        <translation>更改偏移组</translation>
    </message>
    <message>
        <source>Change padding</source>
        <translation>更改填充</translation>
    </message>
    <message>
        <source>Change secret shift</source>
        <translation>更改秘密位移</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>更改随机种子</translation>
    </message>
    <message>
        <source>Change somebody&apos;s result</source>
        <translation>更换他人的结果</translation>
    </message>
    <message>
        <source>Change stride</source>
        <translation>更改步幅</translation>
    </message>
    <message>
        <source>Change task</source>
        <translation>更改任务</translation>
    </message>
    <message>
        <source>Change the angle</source>
        <translation>更改角度</translation>
    </message>
    <message>
        <source>Change the device</source>
        <translation>更改设备</translation>
    </message>
    <message>
        <source>Change the rule&apos;s bound</source>
        <translation>更改规则的界限</translation>
    </message>
    <message>
        <source>Change the rule&apos;s smoothing</source>
        <translation>更改规则的平滑</translation>
    </message>
    <message>
        <source>Change the rule&apos;s strength</source>
        <translation>更改规则的强度</translation>
    </message>
    <message>
        <source>Change the scale of the shape</source>
        <translation>更改图形的缩放</translation>
    </message>
    <message>
        <source>Change the strength</source>
        <translation>更改强度</translation>
    </message>
    <message>
        <source>Change the value that the picked pixel has in the selected tile; exploded: move the sub-pixels</source>
        <translation>更改所选像素在选中图块中的值；展开时：移动亚像素</translation>
    </message>
    <message>
        <source>Change the warp</source>
        <translation>更改变形方式</translation>
    </message>
    <message>
        <source>Change unseen picture</source>
        <translation>更换未见过的图像</translation>
    </message>
    <message>
        <source>Change upsampler</source>
        <translation>更改上采样器</translation>
    </message>
    <message>
        <source>Change upscale factor</source>
        <translation>更改放大倍数</translation>
    </message>
    <message>
        <source>Change what is compared</source>
        <translation>更改比较对象</translation>
    </message>
    <message>
        <source>Change what is done at the edge</source>
        <translation>更改边缘处理方式</translation>
    </message>
    <message>
        <source>Change what is done with spare channels</source>
        <translation>更改多余通道处理方式</translation>
    </message>
    <message>
        <source>Change what is learned</source>
        <translation>更改学习内容</translation>
    </message>
    <message>
        <source>Change when to pause</source>
        <translation>更改条件暂停</translation>
    </message>
    <message>
        <source>Change working size</source>
        <translation>更改工作尺寸</translation>
    </message>
    <message>
        <source>Channel 0 of 0 to {last}</source>
        <translation>通道 0（0 至 {last}）</translation>
    </message>
    <message>
        <source>Channel {channel} of 0 to {last}</source>
        <translation>通道 {channel}（0 至 {last}）</translation>
    </message>
    <message>
        <source>Channel {channel} of 0 to {last}, {size} pixels.</source>
        <translation>通道 {channel}（0 至 {last}），{size} 像素。</translation>
    </message>
    <message>
        <source>Channel {channel} of 0 to {last}.</source>
        <translation>通道 {channel}（0 至 {last}）。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Channels {listed} of {channels} as red, green and blue, {size} pixels.</source>
        <translation>{channels} 个通道中的通道 {listed} 显示为红、绿、蓝，{size} 像素。</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘伪影</translation>
    </message>
    <message>
        <source>Choose another pixel shuffle</source>
        <translation>选择其他像素重排</translation>
    </message>
    <message>
        <source>Choose array</source>
        <translation>选择数组</translation>
    </message>
    <message>
        <source>Choose axes</source>
        <translation>选择轴</translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation>清除放置的点</translation>
    </message>
    <message>
        <source>Click a bar at the window’s edge</source>
        <translation>点击窗口边缘的细条</translation>
    </message>
    <message>
        <source>Click a pixel or a channel&apos;s tile</source>
        <translation>点击一个像素或通道的图块</translation>
    </message>
    <message>
        <source>Click an upsampler&apos;s name</source>
        <translation>点击上采样器的名称</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>咖啡</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Control on other scales</source>
        <translation>对照在其他比例上的准确率</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Copy its position (y, x)</source>
        <translation>复制其位置 (y, x)</translation>
    </message>
    <message>
        <source>Count how often a transposed convolution writes to each output; nothing is learned.</source>
        <translation>统计转置卷积向每个输出写入的次数；不学习任何内容。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Crosses at the units whose brought offsets hold NaN or infinity: such a point reads nothing.</source>
        <translation>叉号标出导入的偏移含有 NaN 或无穷大的单元：这样的点不读取任何值。</translation>
    </message>
    <message>
        <source>Ctrl and arrow keys</source>
        <translation>Ctrl + 方向键</translation>
    </message>
    <message>
        <source>Ctrl and wheel on a tile</source>
        <translation>在图块上按住 Ctrl 滚动滚轮</translation>
    </message>
    <message>
        <source>Ctrl and wheel on the output</source>
        <translation>在输出上按住 Ctrl 滚动滚轮</translation>
    </message>
    <message>
        <source>Cut to {size:size} pixels, multiples of {factor}.</source>
        <translation>已裁剪为 {size:size} 像素，即 {factor} 的倍数。</translation>
    </message>
    <message>
        <source>Dead zone</source>
        <translation>死区</translation>
    </message>
    <message>
        <source>Deformable</source>
        <translation>可形变</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>读取密度</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源忙</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Displaced</source>
        <translation>错位</translation>
    </message>
    <message>
        <source>Double-click a chip, or a value in the inspector; Return on a chip or a tile</source>
        <translation>双击色块或检查器中的值；在色块或图块上按回车键</translation>
    </message>
    <message>
        <source>Double-click a value, or choose it with the arrow keys and press Return, to type another one.</source>
        <translation>双击一个值，或用方向键选中后按回车键，即可输入新值。</translation>
    </message>
    <message>
        <source>Drag a chip, or a tile</source>
        <translation>拖动色块或图块</translation>
    </message>
    <message>
        <source>Drag a handle of the ring</source>
        <translation>拖动圆环的手柄</translation>
    </message>
    <message>
        <source>Drag a point</source>
        <translation>拖动一个点</translation>
    </message>
    <message>
        <source>Drag over the output</source>
        <translation>在输出上拖动</translation>
    </message>
    <message>
        <source>Drag over the output to pick a [unit](unit) and see where it reads.</source>
        <translation>在输出上拖动，选取一个[单元](unit)，查看它读取哪里。</translation>
    </message>
    <message>
        <source>Drag the line of a wipe</source>
        <translation>拖动擦拭对比的分界线</translation>
    </message>
    <message>
        <source>Drag the loupe, or its edge</source>
        <translation>拖动放大镜或其边缘</translation>
    </message>
    <message>
        <source>Drag the picture</source>
        <translation>拖动图像</translation>
    </message>
    <message>
        <source>Draw another seed</source>
        <translation>换一个随机种子</translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation>拖入文件</translation>
    </message>
    <message>
        <source>Drop a layer&apos;s arrays</source>
        <translation>拖入一层的数组</translation>
    </message>
    <message>
        <source>Drop a picture on Somebody&apos;s result</source>
        <translation>将图像拖到“他人的结果”上</translation>
    </message>
    <message>
        <source>DySample</source>
        <translation>DySample</translation>
    </message>
    <message>
        <source>EXIF orientation applied</source>
        <translation>已应用 EXIF 方向</translation>
    </message>
    <message>
        <source>Each of 256 shapes that are never trained on. One run is one run: control and offsets may change places.</source>
        <translation>各用 256 个从不用于训练的图形测得。一次训练只是一次训练：对照与偏移的高下可能互换。</translation>
    </message>
    <message>
        <source>Each place of the picked pixel: where its value comes from, and the value.</source>
        <translation>所选像素的每个位置：值的来源及数值。</translation>
    </message>
    <message>
        <source>Each sub-pixel in its tile&apos;s colour, and lines between the pixels that they came from.</source>
        <translation>每个亚像素以其图块的颜色着色，并画出原像素之间的分隔线。</translation>
    </message>
    <message>
        <source>Elsewhere the same tap moved by {mean} px on average, at most {largest} px; at {share} of the other units by more than {limit} px: the branch is shared.</source>
        <translation>在其他单元，同一抽头平均移动 {mean} px，最多 {largest} px；移动超过 {limit} px 的单元占比：{share}。分支是共享的。</translation>
    </message>
    <message>
        <source>Elsewhere the same taps moved by {mean} px on average, at most {largest} px; at {share} of the other units one by more than {limit} px: the branch is shared.</source>
        <translation>在其他单元，这些抽头平均移动 {mean} px，最多 {largest} px；有抽头移动超过 {limit} px 的单元占比：{share}。分支是共享的。</translation>
    </message>
    <message>
        <source>Enlarged map</source>
        <translation>放大图</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Even greys are enlarged, without the bicubic part: nothing in the result should repeat. Its pixels at the same place of their r×r blocks are one phase, and each phase has a mean. The measure is the standard deviation between the r² means, over five greys, in grey levels of 255; 0 is none. A picture&apos;s own phases are with its spectrum. Kernels that begin at random, or that have learned, make phases differ whatever the stride; what the overlap alone does is seen where all kernels begin even.</source>
        <translation>把均匀的灰色放大（不含双三次部分）：结果中不应有任何重复的图案。位于各 r×r 块中同一位置的像素构成一个相位，每个相位有一个均值。该度量是 r² 个均值之间的标准差，取五种灰度，以 255 级灰度计；0 表示没有。图像自身的相位与其频谱一起给出。随机初始化或学习过的卷积核，无论步幅多大都会使各相位不同；只有当所有卷积核都从均匀值开始时，才能看到单由重叠造成的影响。</translation>
    </message>
    <message>
        <source>Every position has offsets of its own</source>
        <translation>每个位置都有自己的偏移</translation>
    </message>
    <message>
        <source>Exchange the selected chip, or where the selected tile lands, with its neighbour</source>
        <translation>将选中的色块（或选中图块的落点）与相邻者交换</translation>
    </message>
    <message>
        <source>Exchange two phases; zoomed in, by the tile’s label</source>
        <translation>交换两个相位；放大显示时拖动图块的标签</translation>
    </message>
    <message>
        <source>Explode</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Exploded: show the tiles, the map; play or pause</source>
        <translation>展开时：显示图块、显示图、播放或暂停</translation>
    </message>
    <message>
        <source>Field arrows</source>
        <translation>偏移场箭头</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>From channels to the sub-pixels of an enlarged map, or back.</source>
        <translation>从通道变为放大图的亚像素，或者反过来。</translation>
    </message>
    <message>
        <source>From each rigid place to the point that is read instead.</source>
        <translation>从每个规则位置指向实际读取的点。</translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation>还原更改过的值</translation>
    </message>
    <message>
        <source>Give the puzzle up</source>
        <translation>放弃谜题</translation>
    </message>
    <message>
        <source>Go to another step</source>
        <translation>转到另一步</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>控制柄</translation>
    </message>
    <message>
        <source>Have its channels, sub-pixels, kernels and curves on show</source>
        <translation>显示它的通道、亚像素、卷积核和曲线</translation>
    </message>
    <message>
        <source>Held points</source>
        <translation>固定的点</translation>
    </message>
    <message>
        <source>Hidden truth</source>
        <translation>隐藏真值</translation>
    </message>
    <message>
        <source>Hold it here, at this unit</source>
        <translation>固定在此处，仅限此单元</translation>
    </message>
    <message>
        <source>Hold this offset at every unit</source>
        <translation>在所有单元固定此偏移</translation>
    </message>
    <message>
        <source>Hollow squares where a plain convolution would read.</source>
        <translation>空心方框，标出普通卷积会读取的位置。</translation>
    </message>
    <message>
        <source>Home, End, Return</source>
        <translation>Home、End、回车键</translation>
    </message>
    <message>
        <source>How far a tap may have been moved, up or down and left or right, in input pixels.</source>
        <translation>抽头在上下和左右方向上最多可能被移动多远，以输入像素计。</translation>
    </message>
    <message>
        <source>How far each of {count} upsamplers is from the target, {when}.</source>
        <translation>{count} 个上采样器各自与目标的差距，{when}。</translation>
    </message>
    <message>
        <source>How far each point is from where the warp has brought its pixel, where that is inside the picture.</source>
        <translation>每个采样点与变形把其像素带到的位置之间的距离（仅统计该位置在图像内的点）。</translation>
    </message>
    <message>
        <source>How far the layer reaches: a picture in the inspector of where the taps of all units read, relative to the middle of the kernel.</source>
        <translation>该层触及多远：在检查器中显示一幅图，表示所有单元的抽头相对于卷积核中心的读取位置。</translation>
    </message>
    <message>
        <source>How far the output is from that of the [plain convolution](deformable-convolution).</source>
        <translation>输出与[普通卷积](deformable-convolution)的输出之间的差距。</translation>
    </message>
    <message>
        <source>How far the output is from the [target](hidden-rule), mean of {count} channels, {when}.</source>
        <translation>输出与[目标](hidden-rule)的差距，{count} 个通道的平均，{when}。</translation>
    </message>
    <message>
        <source>How far the output is from the [target](hidden-rule), mean of {count} channels.</source>
        <translation>输出与[目标](hidden-rule)的差距，{count} 个通道的平均。</translation>
    </message>
    <message>
        <source>How far the output is from the [target](hidden-rule), {when}.</source>
        <translation>输出与[目标](hidden-rule)的差距，{when}。</translation>
    </message>
    <message>
        <source>How far the output is from the [target](hidden-rule).</source>
        <translation>输出与[目标](hidden-rule)的差距。</translation>
    </message>
    <message>
        <source>How far the output is from the one that was brought.</source>
        <translation>输出与导入的输出之间的差距。</translation>
    </message>
    <message>
        <source>How far the points of each [unit](unit) are from the [hidden ones](hidden-rule).</source>
        <translation>每个[单元](unit)的采样点与[隐藏点](hidden-rule)的距离。</translation>
    </message>
    <message>
        <source>How far the rule moves the taps: the standard deviation of an offset, in input pixels.</source>
        <translation>规则将抽头移动多远：偏移的标准差，以输入像素计。</translation>
    </message>
    <message>
        <source>How far {run} is from the target, {when}.</source>
        <translation>“{run}”与目标的差距，{when}。</translation>
    </message>
    <message>
        <source>How large the shape on show is; 1 is the size that the classifier has learned.</source>
        <translation>所显示图形的大小；1 是分类器学过的大小。</translation>
    </message>
    <message>
        <source>How often each output is written to: inside once everywhere, as {stride} divides {kernel}.</source>
        <translation>每个输出被写入的次数：内部处处为 1 次，因为 {stride} 整除 {kernel}。</translation>
    </message>
    <message>
        <source>How often each output is written to: inside {last} times everywhere, as {stride} divides {kernel}.</source>
        <translation>每个输出被写入的次数：内部处处为 {last} 次，因为 {stride} 整除 {kernel}。</translation>
    </message>
    <message>
        <source>How often each output is written to: inside {others} or {last} times, a [checkerboard](checkerboard), as {stride} does not divide {kernel}.</source>
        <translation>每个输出被写入的次数：内部为 {others} 或 {last} 次，形成[棋盘伪影](checkerboard)，因为 {stride} 不能整除 {kernel}。</translation>
    </message>
    <message>
        <source>How often each output is written to: inside {others} or {last}, as the stride is larger than the kernel.</source>
        <translation>每个输出被写入的次数：内部为 {others} 或 {last} 次，因为步幅大于卷积核。</translation>
    </message>
    <message>
        <source>How often each pixel of the picture is read by all units together: where the layer looks. The colours tell more from less than a plain convolution reads.</source>
        <translation>图像的每个像素被所有单元合计读取多少次：该层在看哪里。颜色区分读取次数比普通卷积多还是少。</translation>
    </message>
    <message>
        <source>How smooth the picture is that the rule reads: of a Gaussian, in input pixels.</source>
        <translation>规则所读取图像的平滑程度：高斯的标准差，以输入像素计。</translation>
    </message>
    <message>
        <source>How the picture is warped before the layer reads it.</source>
        <translation>图像在被该层读取之前如何变形。</translation>
    </message>
    <message>
        <source>ICNR</source>
        <translation>ICNR</translation>
    </message>
    <message>
        <source>ICNR begins without the checkerboard of a sub-pixel convolution</source>
        <translation>ICNR 初始时没有亚像素卷积的棋盘伪影</translation>
    </message>
    <message>
        <source>Input, nearest</source>
        <translation>输入，最近邻</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Instead of the picture on the right, the strength of every frequency in it, 0 in the middle. Rings are where what repeats with the upsampling stands. A Hann window keeps the picture&apos;s borders out of it. By how many grey levels of 255 its phases differ is of this picture: a photograph&apos;s content makes a little of it, and Checkerboard under Progress, on even greys, has none of that. Of several upsamplers it stands beside the name of each.</source>
        <translation>右侧不显示图像，而显示其中各频率的强度，0 位于中央。圆环标出随上采样重复的成分所在的位置。Hann 窗可排除图像边界的影响。各相位相差多少灰度级（共 255 级）是对这幅图像而言的：照片的内容本身会带来少许差异，而“进展”中的“棋盘度量”在均匀的灰色上测量，不含这种成分。比较多个上采样器时，它显示在各自的名称旁边。</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>参数无效</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个文件夹</translation>
    </message>
    <message>
        <source>It has {channels} channels; each becomes {count}, r² with r = {r}.</source>
        <translation>它有 {channels} 个通道；每个变成 {count} 个，即 r = {r} 时的 r²。</translation>
    </message>
    <message>
        <source>It is from the engine that ended.</source>
        <translation>此图来自已结束的计算引擎。</translation>
    </message>
    <message>
        <source>It is {away} px from where it should read, which is not shown.</source>
        <translation>它与应读取的位置相距 {away} px，该位置未显示。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>Layer {layer} of {layers}. {text}</source>
        <translation>第 {layer} 层，共 {layers} 层。{text}</translation>
    </message>
    <message>
        <source>Learn to restore the picture from its own reduced copy.</source>
        <translation>学习从图像自身的缩小副本恢复该图像。</translation>
    </message>
    <message>
        <source>Leave out the empty ground around the picture.</source>
        <translation>去掉图像周围空白的背景。</translation>
    </message>
    <message>
        <source>Left of the line {left}, right of it {right}; {when}.</source>
        <translation>分界线左侧为{left}，右侧为{right}；{when}。</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Let go of the points held at this unit</source>
        <translation>松开在此单元固定的点</translation>
    </message>
    <message>
        <source>Let go of this pinned unit</source>
        <translation>取消钉住此单元</translation>
    </message>
    <message>
        <source>Let it follow the training again</source>
        <translation>让它重新跟随训练</translation>
    </message>
    <message>
        <source>Let the selected point follow the training again</source>
        <translation>让选中的点重新跟随训练</translation>
    </message>
    <message>
        <source>List the lessons, or say what is wrong in the file of one. Exit status of a check: 0 if the files are lessons, 1 if one is not, 2 for wrong use.</source>
        <translation>列出课程，或指出课程文件中的错误。检查的退出状态：文件都是课程时为 0，有一个不是时为 1，用法错误时为 2。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Low-resolution input</source>
        <translation>低分辨率输入</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>透镜</translation>
    </message>
    <message>
        <source>Mean displacement error</source>
        <translation>平均位移误差</translation>
    </message>
    <message>
        <source>Mean distance to hidden points</source>
        <translation>到隐藏点的平均距离</translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation>调制</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Move both pictures</source>
        <translation>移动两侧图像</translation>
    </message>
    <message>
        <source>Move it, or make it larger, up to half of the canvas</source>
        <translation>移动它，或将它放大，最大为画布的一半</translation>
    </message>
    <message>
        <source>Move the picture that has the focus</source>
        <translation>移动获得焦点的图像</translation>
    </message>
    <message>
        <source>Move the probe</source>
        <translation>移动探针</translation>
    </message>
    <message>
        <source>Names and notes in the corners.</source>
        <translation>四角的名称和说明。</translation>
    </message>
    <message>
        <source>Network&apos;s output</source>
        <translation>网络的输出</translation>
    </message>
    <message>
        <source>No [branch](offset-branch): this run keeps the rigid grid.</source>
        <translation>没有[偏移分支](offset-branch)：此训练保持规则网格。</translation>
    </message>
    <message>
        <source>No bias was brought: a constant of each output channel is fitted to the brought output.</source>
        <translation>未导入偏置：已按导入的输出为每个输出通道拟合一个常数。</translation>
    </message>
    <message>
        <source>No layout gives the given output; {layout} comes nearest. Other arrays may belong together, or the stride, padding or dilation differ.</source>
        <translation>没有布局能得到给定的输出；{layout} 最接近。可能应由其他数组相互配套，或步幅、填充或膨胀率不同。</translation>
    </message>
    <message>
        <source>No part of an offset of the rule is longer than this, in input pixels.</source>
        <translation>规则的偏移的任一分量都不超过此值，以输入像素计。</translation>
    </message>
    <message>
        <source>No picture is open yet.</source>
        <translation>尚未打开图像。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>No weight was brought: one output, the mean of what the {taps:tap reads|taps read} in all channels.</source>
        <translation>未导入权重：只有一个输出，即 {taps} 个抽头在所有通道中所读取值的平均。</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>Nothing is computed with these settings; the canvas says why.</source>
        <translation>在这些设置下不做任何计算；原因见画布。</translation>
    </message>
    <message>
        <source>Nothing is computed: [pixel shuffle](pixel-shuffle) puts it together again.</source>
        <translation>没有任何计算：[像素重排](pixel-shuffle)可将其还原。</translation>
    </message>
    <message>
        <source>Nothing is learned: drag the points or type their offsets, and see what the convolution gives.</source>
        <translation>不学习任何内容：拖动采样点或输入其偏移，观察卷积的结果。</translation>
    </message>
    <message>
        <source>Nothing is learned: the layer reads at offsets from a file. Drop one on the window, or open it.</source>
        <translation>不学习任何内容：该层按文件中的偏移读取。请将文件拖入窗口，或打开文件。</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Now: {status}.</source>
        <translation>当前：{status}。</translation>
    </message>
    <message>
        <source>Nudge the selected point by 0.1 px; with Shift by 1 px</source>
        <translation>将选中的点微移 0.1 px；按住 Shift 则为 1 px</translation>
    </message>
    <message>
        <source>Numbers 0 to 107, 12 channels of 3 × 3</source>
        <translation>数字 0 到 107，12 个 3 × 3 通道</translation>
    </message>
    <message>
        <source>Numbers 1 to 16, 4 × 4</source>
        <translation>数字 1 到 16，4 × 4</translation>
    </message>
    <message>
        <source>Of 256 shapes between 0.4 and 1.8 times the size of the first phase. In the first phase nothing was shown of them; in the second only the offsets learn.</source>
        <translation>基于 256 个图形，其尺寸为第一阶段的 0.4 至 1.8 倍。第一阶段从未见过它们；第二阶段只有偏移在学习。</translation>
    </message>
    <message>
        <source>Of 256 shapes of the size of the first phase, with the offsets as they are now.</source>
        <translation>基于 256 个与第一阶段尺寸相同的图形，使用当前的偏移。</translation>
    </message>
    <message>
        <source>Of luma (Y′, ITU-R BT.601), in the columns right of the line, which have gone into nothing that training sees. The network reads a copy reduced by antialiased bicubic interpolation: other ways to reduce give other numbers. 6 dB more is half the error (RMS).</source>
        <translation>亮度（Y′，ITU-R BT.601）的 PSNR，取自分界线右侧的各列，训练从未见过它们。网络读取的是经抗锯齿双三次插值缩小的副本：换一种缩小方式，数值就不同。高 6 dB 相当于误差（均方根）减半。</translation>
    </message>
    <message>
        <source>Offset doctor</source>
        <translation>偏移诊断</translation>
    </message>
    <message>
        <source>Offset doctor · layer {layer}</source>
        <translation>偏移诊断 · 第 {layer} 层</translation>
    </message>
    <message>
        <source>Offset field</source>
        <translation>偏移场</translation>
    </message>
    <message>
        <source>Offsets are fractions of pixels</source>
        <translation>偏移可以是像素的小数</translation>
    </message>
    <message>
        <source>Offsets follow the size of what they read</source>
        <translation>偏移随读取对象的大小而变</translation>
    </message>
    <message>
        <source>Offsets, mask, weight, input and output, in one file or several: choose how they are read</source>
        <translation>偏移、调制掩码、权重、输入和输出，在一个或多个文件中：选择如何读取它们</translation>
    </message>
    <message>
        <source>On a picture with a wipe: move its line; with Shift in larger steps</source>
        <translation>在有擦拭对比的图像上：移动分界线；按住 Shift 则步子更大</translation>
    </message>
    <message>
        <source>On a picture: park the magnifier, and let arrow keys move it; Escape or the same: unpark it</source>
        <translation>在图像上：停放透镜，用方向键移动它；按 Esc 或再按一次：取消停放</translation>
    </message>
    <message>
        <source>On a picture: select the next or the previous point, handle, chip or tile</source>
        <translation>在图像上：选中下一个或上一个点、手柄、色块或图块</translation>
    </message>
    <message>
        <source>On average the taps stand as far apart as a very dilated kernel&apos;s: see whether that is meant.</source>
        <translation>平均而言，抽头间距已与膨胀率很大的卷积核相当：请检查是否有意如此。</translation>
    </message>
    <message>
        <source>On average the taps stand as far apart as those of a very dilated kernel: bound the offsets.</source>
        <translation>平均而言，抽头间距已与膨胀率很大的卷积核相当：请限制偏移范围。</translation>
    </message>
    <message>
        <source>One crooked kernel: the warm-up</source>
        <translation>一个歪斜的卷积核：热身</translation>
    </message>
    <message>
        <source>One point that is taught moves the others</source>
        <translation>教会一个点，其他点也随之移动</translation>
    </message>
    <message>
        <source>One tap has run away and the mean hides it: lower the learning rate, or bound the offsets.</source>
        <translation>有一个抽头已失控，而平均值掩盖了它：请降低学习率，或限制偏移范围。</translation>
    </message>
    <message>
        <source>One tap lies far away and the mean hides it: see whether that is meant.</source>
        <translation>有一个抽头远在别处，而平均值掩盖了它：请检查是否有意如此。</translation>
    </message>
    <message>
        <source>Ones are counted, so there is nothing to step.</source>
        <translation>这里只是计数，没有可执行的训练步。</translation>
    </message>
    <message>
        <source>Only the shuffle has a picture that is intact to begin with</source>
        <translation>只有重排才有原本完好的图像</translation>
    </message>
    <message>
        <source>Only the shuffle puts sub-pixels into their places</source>
        <translation>只有重排才将亚像素放到各自的位置</translation>
    </message>
    <message>
        <source>Only the sub-pixels of the upsampler that is chosen in the setup can be rearranged</source>
        <translation>只能重新排列设置中所选上采样器的亚像素</translation>
    </message>
    <message>
        <source>Open example</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Open it, anywhere on the window</source>
        <translation>打开它，拖到窗口任何位置均可</translation>
    </message>
    <message>
        <source>Open network</source>
        <translation>打开网络</translation>
    </message>
    <message>
        <source>Open shared experiment</source>
        <translation>打开分享的实验</translation>
    </message>
    <message>
        <source>Open source</source>
        <translation>打开源图</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>Otherwise: move probe or picked pixel by 1; with Shift by 10</source>
        <translation>其他情况：将探针或所选像素移动 1；按住 Shift 则为 10</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output − target</source>
        <translation>输出 − 目标</translation>
    </message>
    <message>
        <source>Outputs and pixels do not match one to one: output (1, 1) and its offsets belong to pixel ({pixel}, {pixel}).</source>
        <translation>输出与像素不是一一对应：输出 (1, 1) 及其偏移属于像素 ({pixel}, {pixel})。</translation>
    </message>
    <message>
        <source>Outputs and pixels do not match one to one: with this padding, output (0, 0) and its offsets belong to pixel ({y}, {x}). Aligned would be {aligned}.</source>
        <translation>输出与像素不是一一对应：采用此填充时，输出 (0, 0) 及其偏移属于像素 ({y}, {x})。对齐的填充应为 {aligned}。</translation>
    </message>
    <message>
        <source>Over all units. The worst tap is the one whose points are farthest from the hidden ones on average: a lost tap hides in the mean of all.</source>
        <translation>针对所有单元。最差抽头是其采样点平均离隐藏点最远的那个：丢失的抽头会被总体平均掩盖。</translation>
    </message>
    <message>
        <source>Overlap count</source>
        <translation>重叠计数</translation>
    </message>
    <message>
        <source>Overlap of a transposed convolution</source>
        <translation>转置卷积的重叠</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>PSNR and gain are those {origin}.</source>
        <translation>PSNR 和增益取自：{origin}。</translation>
    </message>
    <message>
        <source>PSNR of the rectified picture</source>
        <translation>校正后图像的 PSNR</translation>
    </message>
    <message>
        <source>PSNR {value} dB</source>
        <translation>PSNR {value} dB</translation>
    </message>
    <message>
        <source>PSNR, held out</source>
        <translation>PSNR，留出部分</translation>
    </message>
    <message>
        <source>Padded with zeros to {size:size} pixels, multiples of {factor}.</source>
        <translation>已补零到 {size:size} 像素，即 {factor} 的倍数。</translation>
    </message>
    <message>
        <source>Page up, Page down</source>
        <translation>Page Up、Page Down</translation>
    </message>
    <message>
        <source>Pasted; not saved anywhere</source>
        <translation>粘贴而来；未保存在任何位置</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Phase 1 of 2: one size</source>
        <translation>阶段 1/2：单一尺寸</translation>
    </message>
    <message>
        <source>Phase 2 of 2: other sizes</source>
        <translation>阶段 2/2：其他尺寸</translation>
    </message>
    <message>
        <source>Phase lattice</source>
        <translation>相位网格</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>相位</translation>
    </message>
    <message>
        <source>Pick the pixel, on either side</source>
        <translation>选取该像素，两侧均可</translation>
    </message>
    <message>
        <source>Pick this unit</source>
        <translation>选取此单元</translation>
    </message>
    <message>
        <source>Picture to the left of the line</source>
        <translation>分界线左侧的图像</translation>
    </message>
    <message>
        <source>Picture to the right of the line</source>
        <translation>分界线右侧的图像</translation>
    </message>
    <message>
        <source>Pin a unit beside the probe, or let it go</source>
        <translation>在探针之外再钉住一个单元，或取消钉住</translation>
    </message>
    <message>
        <source>Pin this unit</source>
        <translation>钉住此单元</translation>
    </message>
    <message>
        <source>Pinned units</source>
        <translation>钉住的单元</translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) and its {count} sub-pixels</source>
        <translation>像素 ({y}, {x}) 及其 {count} 个亚像素</translation>
    </message>
    <message>
        <source>Pixel shuffle: (C·r², H, W) to (C, H·r, W·r).</source>
        <translation>像素重排：(C·r², H, W) 变为 (C, H·r, W·r)。</translation>
    </message>
    <message>
        <source>Pixel unshuffle, the inverse: (C, H·r, W·r) to (C·r², H, W).</source>
        <translation>像素反重排，即逆运算：(C, H·r, W·r) 变为 (C·r², H, W)。</translation>
    </message>
    <message>
        <source>Place it by hand; with Alt or Ctrl for every unit instead of this one, or the reverse</source>
        <translation>手动放置它；按住 Alt 或 Ctrl 则对所有单元而非此单元，或者相反</translation>
    </message>
    <message>
        <source>Place point</source>
        <translation>放置点</translation>
    </message>
    <message>
        <source>Plain convolution: [unit](unit) ({y}, {x}) reads at its [rigid grid](rigid-grid).</source>
        <translation>普通卷积：[单元](unit) ({y}, {x}) 在其[规则网格](rigid-grid)上读取。</translation>
    </message>
    <message>
        <source>Plain convolution: [unit](unit) ({y}, {x}) reads at its own place.</source>
        <translation>普通卷积：[单元](unit) ({y}, {x}) 在自身位置读取。</translation>
    </message>
    <message>
        <source>Point at an overlap count</source>
        <translation>指向一个重叠计数</translation>
    </message>
    <message>
        <source>Positions and offsets are in input pixels, y down and x to the right; {formula}.</source>
        <translation>位置和偏移以输入像素计，y 向下，x 向右；{formula}。</translation>
    </message>
    <message>
        <source>Press the button that has the focus</source>
        <translation>按下获得焦点的按钮</translation>
    </message>
    <message>
        <source>Print versions, devices, the Qt platform and folders, and what is missing and how to get it.</source>
        <translation>列出版本、设备、Qt 平台和文件夹，指出缺少什么以及如何获得。</translation>
    </message>
    <message>
        <source>Public domain (NASA)</source>
        <translation>公有领域（NASA）</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>推动方向</translation>
    </message>
    <message>
        <source>Put the network away</source>
        <translation>移除网络</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>触及范围</translation>
    </message>
    <message>
        <source>Read in another order than they are stored in, the channels give no intact picture</source>
        <translation>读取顺序与存储顺序不同时，各通道不能组成完好的图像</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>读取单元</translation>
    </message>
    <message>
        <source>Reads places that lie 1 px apart in the picture.</source>
        <translation>读取的位置在图像中相距 1 px。</translation>
    </message>
    <message>
        <source>Reads places that lie 2 px apart in the picture.</source>
        <translation>读取的位置在图像中相距 2 px。</translation>
    </message>
    <message>
        <source>Reads places that lie 4 px apart in the picture.</source>
        <translation>读取的位置在图像中相距 4 px。</translation>
    </message>
    <message>
        <source>Rearrange phases</source>
        <translation>重新排列相位</translation>
    </message>
    <message>
        <source>Rearrange the channels of a feature map; nothing is learned.</source>
        <translation>重新排列特征图的通道；不学习任何内容。</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Reduced from {size:size} to {reduced:size} pixels.</source>
        <translation>已从 {size:size} 缩小到 {reduced:size} 像素。</translation>
    </message>
    <message>
        <source>Reset phase order</source>
        <translation>重置相位顺序</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车键</translation>
    </message>
    <message>
        <source>Rigid grid</source>
        <translation>规则网格</translation>
    </message>
    <message>
        <source>Ring: where the warp has brought its pixel, {away} px away.</source>
        <translation>圆环：变形把其像素带到的位置，相距 {away} px。</translation>
    </message>
    <message>
        <source>Rings at the secret places that the points must find.</source>
        <translation>圆环标出采样点须找到的秘密位置。</translation>
    </message>
    <message>
        <source>Rings: the [hidden rule](hidden-rule), on average {away} px away.</source>
        <translation>圆环：[隐藏规则](hidden-rule)的位置，平均相距 {away} px。</translation>
    </message>
    <message>
        <source>Rings: the [hidden shifts](hidden-rule), on average {away} px away.</source>
        <translation>圆环：[隐藏位移](hidden-rule)的位置，平均相距 {away} px。</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Sampling points</source>
        <translation>采样点</translation>
    </message>
    <message>
        <source>Say what the arrays of a file are, how its offsets may be read, and what is unusual about them.</source>
        <translation>说明文件中的数组是什么，其中的偏移可以怎样读取，有哪些异常。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scale points</source>
        <translation>缩放采样点</translation>
    </message>
    <message>
        <source>Scaled from {size:size} to {scaled:size} pixels, the layer&apos;s input.</source>
        <translation>已从 {size:size} 缩放到 {scaled:size} 像素，即该层的输入尺寸。</translation>
    </message>
    <message>
        <source>Secret shift</source>
        <translation>秘密位移</translation>
    </message>
    <message>
        <source>See and measure what another network has made of the source</source>
        <translation>查看并测量另一个网络由源图生成的图像</translation>
    </message>
    <message>
        <source>See deformable convolution learn where to read</source>
        <translation>观察可形变卷积如何学会读取哪里</translation>
    </message>
    <message>
        <source>See sub-pixel convolution put channels into place</source>
        <translation>观察亚像素卷积如何将通道放到各自的位置</translation>
    </message>
    <message>
        <source>Select tap {name}</source>
        <translation>选中抽头 {name}</translation>
    </message>
    <message>
        <source>Serve one window: run the operators and the training.</source>
        <translation>为一个窗口服务：运行算子和训练。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Shift and a click on the input: which units of the output read that pixel. The lighter one is, the more of what it reads comes from there; the lightest colour is a whole tap, or more. For a single layer.</source>
        <translation>按住 Shift 点击输入：输出的哪些单元读取该像素。单元越亮，其所读内容来自该像素的部分越多；最亮的颜色表示一整个抽头或更多。仅适用于单层。</translation>
    </message>
    <message>
        <source>Shift and click on the input</source>
        <translation>按住 Shift 点击输入</translation>
    </message>
    <message>
        <source>Shift and click on the output</source>
        <translation>按住 Shift 点击输出</translation>
    </message>
    <message>
        <source>Shift+M</source>
        <translation>Shift+M</translation>
    </message>
    <message>
        <source>Show another convolution</source>
        <translation>显示另一个卷积</translation>
    </message>
    <message>
        <source>Show another shape</source>
        <translation>显示另一种图形</translation>
    </message>
    <message>
        <source>Show more of the picture on either side of it</source>
        <translation>让分界线一侧的图像显示更多</translation>
    </message>
    <message>
        <source>Show which inputs write there, or where an input writes</source>
        <translation>显示哪些输入写到那里，或一个输入写到哪里</translation>
    </message>
    <message>
        <source>Show which units read that pixel; drag on, or use the arrow keys, for others</source>
        <translation>显示哪些单元读取该像素；继续拖动或用方向键查看其他像素</translation>
    </message>
    <message>
        <source>Show which units read this pixel</source>
        <translation>显示哪些单元读取此像素</translation>
    </message>
    <message>
        <source>Shown is what {architecture} gives to its pixel shuffle {layer:quoted}.</source>
        <translation>所示为 {architecture} 送入其像素重排 {layer:quoted} 的内容。</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>重排</translation>
    </message>
    <message>
        <source>Shuffle by another factor</source>
        <translation>按其他倍数重排</translation>
    </message>
    <message>
        <source>Shuffled channels</source>
        <translation>重排后的通道</translation>
    </message>
    <message>
        <source>Sixteen numbers and their offset map (1, 18, 4, 4)</source>
        <translation>十六个数及其偏移图 (1, 18, 4, 4)</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Softmax has chosen one tap, and the others count for nothing.</source>
        <translation>Softmax 已选定一个抽头，其余不起作用。</translation>
    </message>
    <message>
        <source>Softmax has chosen one tap, and the others count for nothing: lower the learning rate.</source>
        <translation>Softmax 已选定一个抽头，其余不起作用：请降低学习率。</translation>
    </message>
    <message>
        <source>Some have changed places: drag them back until the right picture is whole.</source>
        <translation>有些已交换位置：请将它们拖回，直到右侧图像完整。</translation>
    </message>
    <message>
        <source>Somebody&apos;s result</source>
        <translation>他人的结果</translation>
    </message>
    <message>
        <source>Somebody&apos;s result minus the source: grey where both are the same.</source>
        <translation>他人的结果减去源图：灰色处两者相同。</translation>
    </message>
    <message>
        <source>Somebody&apos;s result − source</source>
        <translation>他人的结果 − 源图</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Stacked layers come to hidden points together, in many ways: no distance is told, only the loss.</source>
        <translation>堆叠的层会以多种方式共同到达隐藏点：因此不显示距离，只显示损失。</translation>
    </message>
    <message>
        <source>Stored and read in [{order} order](channel-order).</source>
        <translation>按 [{order} 顺序](channel-order)存储和读取。</translation>
    </message>
    <message>
        <source>Stored by TensorFlow, read by PyTorch</source>
        <translation>TensorFlow 存储，PyTorch 读取</translation>
    </message>
    <message>
        <source>Stored in {stored} and read in {read} [order](channel-order).</source>
        <translation>按 {stored} [顺序](channel-order)存储，按 {read} 顺序读取。</translation>
    </message>
    <message>
        <source>Straight lines bend outwards, as through a wide lens.</source>
        <translation>直线向外弯曲，如同透过广角镜头。</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Sub-pixel</source>
        <translation>亚像素</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>Super-resolve</source>
        <translation>超分辨率</translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation>随机交换两个相位</translation>
    </message>
    <message>
        <source>Switch lab</source>
        <translation>切换实验室</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab、Shift+Tab</translation>
    </message>
    <message>
        <source>Take back point</source>
        <translation>收回点</translation>
    </message>
    <message>
        <source>Taken apart into {channels} channels, which are stored in {order} order.</source>
        <translation>已拆分为 {channels} 个通道，按 {order} 顺序存储。</translation>
    </message>
    <message>
        <source>Taken apart, {before} to {after}: each channel holds every other pixel, down and across.</source>
        <translation>拆分，{before} 变为 {after}：每个通道在横竖方向上各每 2 个像素取 1 个。</translation>
    </message>
    <message>
        <source>Taken apart, {before} to {after}: each channel holds every third pixel, down and across.</source>
        <translation>拆分，{before} 变为 {after}：每个通道在横竖方向上各每 3 个像素取 1 个。</translation>
    </message>
    <message>
        <source>Taken apart, {before} to {after}: each channel holds every {r}th pixel, down and across.</source>
        <translation>拆分，{before} 变为 {after}：每个通道在横竖方向上各每 {r} 个像素取 1 个。</translation>
    </message>
    <message>
        <source>Tap {i},{j}</source>
        <translation>抽头 {i},{j}</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Taught</source>
        <translation>教会的移动</translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation>教会分支</translation>
    </message>
    <message>
        <source>That would give the puzzle away</source>
        <translation>这会泄露谜底</translation>
    </message>
    <message>
        <source>The [offset map](offset-map), {of}, {when}: hue is the direction, {rim}.</source>
        <translation>[偏移图](offset-map)，{of}，{when}：色相表示方向，{rim}。</translation>
    </message>
    <message>
        <source>The [offset map](offset-map), {of}: hue is the direction, {rim}.</source>
        <translation>[偏移图](offset-map)，{of}：色相表示方向，{rim}。</translation>
    </message>
    <message>
        <source>The [phases](phase) differ by {value} grey levels ([checkerboard](checkerboard)).</source>
        <translation>各[相位](phase)相差 {value} 个灰度级（[棋盘伪影](checkerboard)）。</translation>
    </message>
    <message>
        <source>The [shuffle](pixel-shuffle) comes last.</source>
        <translation>最后才做[重排](pixel-shuffle)。</translation>
    </message>
    <message>
        <source>The [spectra](spectrum) of {count} upsamplers: rings at multiples of 1/{r}, {when}.</source>
        <translation>{count} 个上采样器的[频谱](spectrum)：圆环位于 1/{r} 的倍数处，{when}。</translation>
    </message>
    <message>
        <source>The [spectrum](spectrum): rings at multiples of 1/{r}, where what repeats every {r} pixels is seen.</source>
        <translation>[频谱](spectrum)：圆环位于 1/{r} 的倍数处，每隔 {r} 个像素重复的内容出现在那里。</translation>
    </message>
    <message>
        <source>The [target](hidden-rule): the middle of the picture, as it was before the warp.</source>
        <translation>[目标](hidden-rule)：图像的中部，变形之前的样子。</translation>
    </message>
    <message>
        <source>The bound cuts them off: where they were trained, it is too small, or the rate was too high.</source>
        <translation>界限将它们截断：在其训练之处，界限过小，或学习率过高。</translation>
    </message>
    <message>
        <source>The channels on show</source>
        <translation>所显示的通道</translation>
    </message>
    <message>
        <source>The classifier has been frozen since step {step}: nothing but the offsets of three convolutions learns. The control has as many parameters, which add to the results instead.</source>
        <translation>分类器自第 {step} 步起被冻结：只有三个卷积的偏移在学习。对照的参数数量相同，但这些参数加在结果上。</translation>
    </message>
    <message>
        <source>The classifier learns shapes of one size. At step {step} it is frozen, and only its offsets go on.</source>
        <translation>分类器学习同一尺寸的图形。到第 {step} 步时它被冻结，只有它的偏移继续学习。</translation>
    </message>
    <message>
        <source>The copy enlarged {r} times by {run} to {size}, {when}.</source>
        <translation>副本用“{run}”放大 {r} 倍，至 {size}，{when}。</translation>
    </message>
    <message>
        <source>The cross-entropy of the eight classes, in nats, of the 32 shapes that a step draws at random: guessing gives ln 8, about 2.08. In the second phase the shapes have other sizes, so that it starts high again.</source>
        <translation>每一步随机抽取的 32 个图形在八个类别上的交叉熵（单位 nat）：随机猜测为 ln 8，约 2.08。第二阶段的图形尺寸不同，因此又从较高的值开始。</translation>
    </message>
    <message>
        <source>The distance may rise though the loss falls: the kernel learns too.</source>
        <translation>即使损失下降，距离也可能上升：卷积核也在学习。</translation>
    </message>
    <message>
        <source>The effective receptive field of the picked unit: how strongly its output depends on each pixel, as the gradient has it while the offsets are held.</source>
        <translation>所选单元的有效感受野：其输出对每个像素的依赖程度，由固定偏移时的梯度得出。</translation>
    </message>
    <message>
        <source>The figures do not tell the layouts apart; {layout} is the commonest of those that fit.</source>
        <translation>数据无法区分各种布局；{layout} 是相符布局中最常见的。</translation>
    </message>
    <message>
        <source>The figures speak for {layout}; only a given output can prove it.</source>
        <translation>数据支持 {layout}；只有给定的输出才能证实。</translation>
    </message>
    <message>
        <source>The file says itself that its layout is {layout}.</source>
        <translation>文件自身声明其布局为 {layout}。</translation>
    </message>
    <message>
        <source>The first {kept} of {channels} channels are shuffled, a multiple of {phases}; the others are left out.</source>
        <translation>对 {channels} 个通道中的前 {kept} 个（{phases} 的倍数）做重排；其余略去。</translation>
    </message>
    <message>
        <source>The given output comes out with this layout and no other: {layout}.</source>
        <translation>只有采用此布局才能得到给定的输出：{layout}。</translation>
    </message>
    <message>
        <source>The input and the kernel are ones; the source is not used.</source>
        <translation>输入和卷积核均为 1；不使用源图。</translation>
    </message>
    <message>
        <source>The inspector chooses the layer whose points are shown and dragged; the tree shows all of them.</source>
        <translation>在检查器中选择要显示并可拖动采样点的层；采样树显示所有层。</translation>
    </message>
    <message>
        <source>The kernel is learned as well as the offsets. Then the points need not come to the hidden ones, and may go farther away, though the loss falls: where the layer reads and what it looks for there can trade places. The loss is the measure.</source>
        <translation>卷积核与偏移一同学习。因此即使损失下降，采样点也不一定会到达隐藏点，甚至可能离得更远：该层读取哪里与在那里寻找什么可以相互替代。应以损失为准。</translation>
    </message>
    <message>
        <source>The lab is not ready yet</source>
        <translation>实验室尚未就绪</translation>
    </message>
    <message>
        <source>The layer reads a warped picture and must give the original: one tap looks for each pixel, from a network that knows nothing but where the unit is.</source>
        <translation>该层读取变形后的图像，须还原出原图：每个像素由一个抽头去寻找，其偏移来自一个只知道单元位置的网络。</translation>
    </message>
    <message>
        <source>The layer reads the middle {size:size} pixels of the warped picture.</source>
        <translation>该层读取变形图像中部的 {size:size} 像素。</translation>
    </message>
    <message>
        <source>The layer they come from gives NaN there: lower its learning rate, and stop when the loss is not finite.</source>
        <translation>产生它们的层在那里给出 NaN：请降低其学习率，并在损失不是有限值时停止。</translation>
    </message>
    <message>
        <source>The loss looks flat because each step draws other crops: see the PSNR.</source>
        <translation>损失看似平坦，是因为每一步都抽取不同的裁剪块：请看 PSNR。</translation>
    </message>
    <message>
        <source>The masks of the {taps} taps add up to 1 instead of {taps}: the layer starts at 1/{taps} of the plain convolution, and comes no nearer to hidden points, whose masks are 1, than that allows.</source>
        <translation>{taps} 个抽头的调制掩码之和为 1，而不是 {taps}：该层从普通卷积的 1/{taps} 开始；隐藏点的调制掩码为 1，因此该层对它们的接近程度也受此限制。</translation>
    </message>
    <message>
        <source>The masks start at 0, so that the layer at first gives nothing, and its points stand still.</source>
        <translation>调制掩码从 0 开始，因此该层起初没有输出，其采样点也不移动。</translation>
    </message>
    <message>
        <source>The masks start at 0.5, so that the layer at first gives half of the plain convolution.</source>
        <translation>调制掩码从 0.5 开始，因此该层起初只给出普通卷积的一半。</translation>
    </message>
    <message>
        <source>The mean absolute error of the output, where the warp leaves the pixel inside the picture, as a share of σ, the standard deviation of the target. On an unseen picture, σ is still that of the picture that is trained on.</source>
        <translation>变形后像素仍在图像内之处，输出的平均绝对误差与目标标准差 σ 之比。在未见过的图像上，σ 仍取自训练所用的图像。</translation>
    </message>
    <message>
        <source>The mean absolute error of what is added to bicubic enlargement, on the crops that a step draws at random. It goes up and down with the crops, far more than it falls: it can look flat while the PSNR climbs, which is always of the same pixels.</source>
        <translation>在每一步随机抽取的裁剪块上，加到双三次放大结果上的部分的平均绝对误差。它随裁剪块上下波动，幅度远大于其下降：可能看起来是平的，而 PSNR 在上升，后者总是基于相同的像素。</translation>
    </message>
    <message>
        <source>The mean distance of the tap that is farthest from its hidden points; a lost tap hides in the mean.</source>
        <translation>离其隐藏点最远的抽头的平均距离；迷失的抽头会被总体均值掩盖。</translation>
    </message>
    <message>
        <source>The mean squared error of the output as a share of σ², the variance of the target: 0 is the target itself, and 1 is what its mean in the place of every value would give. On an unseen picture, σ² is still that of the picture that is trained on.</source>
        <translation>输出的均方误差与目标方差 σ² 之比：0 表示与目标完全一致，1 相当于每个值都取目标均值。在未见过的图像上，σ² 仍取自训练所用的图像。</translation>
    </message>
    <message>
        <source>The middle is turned, and the rest less and less.</source>
        <translation>中心旋转，越往外转得越少。</translation>
    </message>
    <message>
        <source>The middle of {name}, bent outwards by k = {strength}; {size} pixels.</source>
        <translation>{name} 的中部，向外弯曲，k = {strength}；{size} 像素。</translation>
    </message>
    <message>
        <source>The middle of {name}, swirled by {strength}°; {size} pixels.</source>
        <translation>{name} 的中部，旋涡扭转 {strength}°；{size} 像素。</translation>
    </message>
    <message>
        <source>The middle of {name}, turned by {strength}°; {size} pixels.</source>
        <translation>{name} 的中部，旋转 {strength}°；{size} 像素。</translation>
    </message>
    <message>
        <source>The network of {run} computes them from the reduced copy ([super-resolution](super-resolution)).</source>
        <translation>由“{run}”网络从缩小的副本算出（[超分辨率](super-resolution)）。</translation>
    </message>
    <message>
        <source>The network pads what it reads: the map has {size:size} pixels, and lies only about where the picture does.</source>
        <translation>网络会对所读取的内容做填充：特征图为 {size:size} 像素，与图像的位置只是大致对应。</translation>
    </message>
    <message>
        <source>The networks read its luma, reduced by {factor} (antialiased bicubic).</source>
        <translation>网络读取其亮度，缩小到 1/{factor}（抗锯齿双三次）。</translation>
    </message>
    <message>
        <source>The next picture is on its way.</source>
        <translation>下一幅图像即将到来。</translation>
    </message>
    <message>
        <source>The offset groups read at the same places: one group would do, with fewer parameters.</source>
        <translation>各偏移组读取相同的位置：一个组就够了，参数也更少。</translation>
    </message>
    <message>
        <source>The offset groups read at the same places: one group would do.</source>
        <translation>各偏移组读取相同的位置：一个组就够了。</translation>
    </message>
    <message>
        <source>The only channel</source>
        <translation>唯一的通道</translation>
    </message>
    <message>
        <source>The only channel, {size} pixels.</source>
        <translation>唯一的通道，{size} 像素。</translation>
    </message>
    <message>
        <source>The other taps moved by {mean} px on average, at most {largest} px.</source>
        <translation>其他抽头平均移动 {mean} px，最多 {largest} px。</translation>
    </message>
    <message>
        <source>The overlap count rearranges nothing</source>
        <translation>重叠计数不重新排列任何内容</translation>
    </message>
    <message>
        <source>The picked pixel is out of view: click to go there</source>
        <translation>所选像素不在视野内：点击即可前往</translation>
    </message>
    <message>
        <source>The picture is turned about its middle.</source>
        <translation>图像绕其中心旋转。</translation>
    </message>
    <message>
        <source>The plain convolution has no [offsets](offset): nothing is coloured.</source>
        <translation>普通卷积没有[偏移](offset)：不着色。</translation>
    </message>
    <message>
        <source>The points lie far from their units: see whether the offsets are in pixels, and made for this input.</source>
        <translation>采样点离各自的单元很远：请检查偏移是否以像素为单位，且是否针对此输入。</translation>
    </message>
    <message>
        <source>The points of up to four units beside the probe, each on a disc of its own, enlarged where the picture is small. Shift and a click on the output pins a unit.</source>
        <translation>除探针外最多四个单元的采样点，各画在一个圆盘上，图像较小时放大显示。按住 Shift 点击输出可钉住一个单元。</translation>
    </message>
    <message>
        <source>The points that are held by hand at units other than the probe: a pin on the input, a dotted frame around their units on both pictures.</source>
        <translation>探针以外的单元上手动固定的点：输入上以图钉标出，两幅图像上以虚线框标出其单元。</translation>
    </message>
    <message>
        <source>The puzzle has to be solved or given up first</source>
        <translation>必须先解开或放弃谜题</translation>
    </message>
    <message>
        <source>The rectified picture, {when}: each value is read at one [sampling point](sampling-point).</source>
        <translation>校正后的图像，{when}：每个值在一个[采样点](sampling-point)处读取。</translation>
    </message>
    <message>
        <source>The reduced copy enlarged {r} times by [bicubic interpolation](bicubic): nothing is learned.</source>
        <translation>用[双三次插值](bicubic)将缩小的副本放大 {r} 倍：不学习任何内容。</translation>
    </message>
    <message>
        <source>The reduced copy with each pixel repeated {r} × {r} times: what there is to begin with.</source>
        <translation>缩小的副本，每个像素重复 {r} × {r} 次：这就是起点。</translation>
    </message>
    <message>
        <source>The same at every unit: a fixed, dilated kernel would do; nothing depends on the picture.</source>
        <translation>在每个单元都相同：用固定的膨胀卷积核即可；没有什么取决于图像。</translation>
    </message>
    <message>
        <source>The same at every unit: one fixed kernel would read the same; nothing depends on the picture.</source>
        <translation>在每个单元都相同：一个固定的卷积核会读到同样的内容；没有什么取决于图像。</translation>
    </message>
    <message>
        <source>The same spot enlarged on every picture: under the cursor, or where Shift+M has parked it.</source>
        <translation>在每幅图像上放大同一处：光标所在处，或用 Shift+M 固定的位置。</translation>
    </message>
    <message>
        <source>The same steps and as many parameters, added to the frozen convolutions&apos; results instead of moving their taps.</source>
        <translation>步数相同，参数数量相同，但这些参数加到被冻结的卷积的结果上，而不是移动其抽头。</translation>
    </message>
    <message>
        <source>The shapes are drawn; the source is not used.</source>
        <translation>形状由程序绘制；不使用源图。</translation>
    </message>
    <message>
        <source>The slider takes each value from its channel&apos;s tile to its place in the map, and back.</source>
        <translation>滑块将每个值从其通道的图块移到放大图中的位置，再移回来。</translation>
    </message>
    <message>
        <source>The spectrum has the canvas, which has no sub-pixels</source>
        <translation>画布正显示频谱，其中没有亚像素</translation>
    </message>
    <message>
        <source>The structural similarity of the same columns, in windows of 11 pixels a side; 1 is the target itself.</source>
        <translation>同样这些列的结构相似度，窗口边长为 11 个像素；1 表示与目标完全一致。</translation>
    </message>
    <message>
        <source>The target is the picture seen through a kernel whose taps a secret rule moves by what the picture shows there, differently at every place; the offset branch must find the rule.</source>
        <translation>目标是图像经过一个卷积核后的结果，一条秘密规则根据图像在各处的内容移动该卷积核的抽头，处处不同；偏移分支须找出这条规则。</translation>
    </message>
    <message>
        <source>The target: the luma of the picture itself, {size} pixels, of which the copy was made.</source>
        <translation>目标：图像自身的亮度，{size} 像素，副本即由它缩小而成。</translation>
    </message>
    <message>
        <source>The taught point lands {landed} px from where you put it.</source>
        <translation>教会之后，这个点与你放置的位置相距 {landed} px。</translation>
    </message>
    <message>
        <source>The unshuffle has no order of phases</source>
        <translation>反重排没有相位顺序</translation>
    </message>
    <message>
        <source>The warm-up: the target is the picture seen through a kernel with secretly moved taps, moved alike at every place; the points must find them.</source>
        <translation>热身：目标是图像经过一个抽头被秘密移动过的卷积核后的结果，各处移动相同；采样点须找到这些抽头。</translation>
    </message>
    <message>
        <source>The worst tap is that of the picture that is trained on.</source>
        <translation>最差抽头取自参与训练的图像。</translation>
    </message>
    <message>
        <source>The worst tap is that {origin}.</source>
        <translation>最差抽头的数值：{origin}。</translation>
    </message>
    <message>
        <source>The {count} taught points land at most {landed} px from where you put them.</source>
        <translation>教会之后，这 {count} 个点与你放置的位置最多相距 {landed} px。</translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation>还没有图像</translation>
    </message>
    <message>
        <source>These points all weigh as much as a mask can give: leave modulation out.</source>
        <translation>这些点的权重都已达到调制掩码所能给出的最大值：请不用调制。</translation>
    </message>
    <message>
        <source>These points read on the rigid grid, as those of a plain convolution do.</source>
        <translation>这些点读取规则网格上的位置，与普通卷积相同。</translation>
    </message>
    <message>
        <source>These taps count for nothing, and their points hardly learn: lower the learning rate.</source>
        <translation>这些抽头不起作用，其采样点几乎不学习：请降低学习率。</translation>
    </message>
    <message>
        <source>These taps count for nothing.</source>
        <translation>这些抽头不起作用。</translation>
    </message>
    <message>
        <source>They are cut off and hardly learn any more: lower the learning rate, or raise the bound.</source>
        <translation>它们被截断，几乎不再学习：请降低学习率，或提高界限。</translation>
    </message>
    <message>
        <source>They are on average {away} px from the [hidden places](hidden-rule), which are not shown.</source>
        <translation>它们与[隐藏的位置](hidden-rule)平均相距 {away} px，这些位置未显示。</translation>
    </message>
    <message>
        <source>They hardly learn any more, and weigh all alike: lower the rate, or leave modulation out.</source>
        <translation>它们几乎不再学习，且权重全都相同：请降低学习率，或不用调制。</translation>
    </message>
    <message>
        <source>They have not left the rigid grid: raise the branch&apos;s rate, or see whether its gradient is 0.</source>
        <translation>它们没有离开规则网格：请提高分支的学习率，或检查其梯度是否为 0。</translation>
    </message>
    <message>
        <source>They read zeros and get no gradient: lower the learning rate, or bound the offsets.</source>
        <translation>它们读到零且得不到梯度：请降低学习率，或限制偏移范围。</translation>
    </message>
    <message>
        <source>They read zeros: see whether the offsets are in pixels, and made for an input of this size.</source>
        <translation>它们读到零：请检查偏移是否以像素为单位，且是否针对此尺寸的输入。</translation>
    </message>
    <message>
        <source>They were taught at every unit, so there is no elsewhere.</source>
        <translation>它们是对所有单元教的，因此没有“别处”可言。</translation>
    </message>
    <message>
        <source>This map is too large for all values to be compared.</source>
        <translation>此图太大，无法比较所有的值。</translation>
    </message>
    <message>
        <source>This map is too thin for a spectrum: it needs 2 pixels a side.</source>
        <translation>此图太窄，无法计算频谱：每边至少需要 2 个像素。</translation>
    </message>
    <message>
        <source>Three layers read 729 samples at 49 places</source>
        <translation>三层在 49 个位置读取 729 个样本</translation>
    </message>
    <message>
        <source>Tints the picture by the offsets of all units: hue is the direction, strength the length. Of the selected tap, or the mean over all taps.</source>
        <translation>按所有单元的偏移给图像着色：色相表示方向，浓度表示长度。取所选抽头的偏移，或所有抽头的平均。</translation>
    </message>
    <message>
        <source>Tints the values of the output that come from another channel than they belong to: read in another order than they are stored in, or with phases exchanged.</source>
        <translation>为输出中取自错误通道的值着色：读取顺序与存储顺序不同，或相位被交换。</translation>
    </message>
    <message>
        <source>To channels</source>
        <translation>转为通道</translation>
    </message>
    <message>
        <source>To pixels</source>
        <translation>转为像素</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数过多</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Train without a window, and keep what was measured and drawn. A saved experiment goes on by vizapp run FILE.vizapp, which has a --help of its own.</source>
        <translation>不开窗口进行训练，并保存测得和绘制的结果。要继续已保存的实验，请用 vizapp run FILE.vizapp，它有自己的 --help。</translation>
    </message>
    <message>
        <source>Training runs away: lower the learning rate, or bound the offsets.</source>
        <translation>训练失控：请降低学习率，或限制偏移范围。</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>采样树</translation>
    </message>
    <message>
        <source>Turn all points by 1°, or scale them by 2 %, where a handle has the keys; Shift: more</source>
        <translation>焦点在手柄上时，将所有点旋转 1° 或缩放 2 %；按住 Shift 则更多</translation>
    </message>
    <message>
        <source>Turn or scale all points of the probe; with Shift by steps of 15° or 0.25</source>
        <translation>旋转或缩放探针的所有点；按住 Shift 则每次 15° 或 0.25</translation>
    </message>
    <message>
        <source>Turn points</source>
        <translation>转动采样点</translation>
    </message>
    <message>
        <source>Twelve channels of numbers become three, twice as large</source>
        <translation>十二个数字通道变成三个，边长加倍</translation>
    </message>
    <message>
        <source>Two pictures on the right canvas, with a line between them that can be dragged.</source>
        <translation>右侧画布上显示两幅图像，中间的分界线可以拖动。</translation>
    </message>
    <message>
        <source>Type it, in the inspector; Return takes it, Escape leaves the value as it was</source>
        <translation>在检查器中键入；回车键确认，Esc 保留原值</translation>
    </message>
    <message>
        <source>Unfold its panel, which its arrow folds again</source>
        <translation>展开它的面板；面板的箭头可再将其折叠</translation>
    </message>
    <message>
        <source>Unit ({y}, {x}), output channel {channel}</source>
        <translation>单元 ({y}, {x})，输出通道 {channel}</translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>Use a working size of {size}</source>
        <translation>使用工作尺寸 {size}</translation>
    </message>
    <message>
        <source>Use {size}</source>
        <translation>使用 {size}</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>What each of {count} upsamplers gives minus the target, {when}.</source>
        <translation>{count} 个上采样器各自的输出减去目标，{when}。</translation>
    </message>
    <message>
        <source>What explains the overlays, below it.</source>
        <translation>位于图像下方，说明各叠加层。</translation>
    </message>
    <message>
        <source>What is trained gives the offsets: conv, free map or none</source>
        <translation>训练的是偏移的来源：卷积、自由偏移图或无</translation>
    </message>
    <message>
        <source>What lies over the picture.</source>
        <translation>叠在图像之上的内容。</translation>
    </message>
    <message>
        <source>What made them computed NaN or infinity there: such a point reads nothing.</source>
        <translation>计算它们的来源在那里给出了 NaN 或无穷大：这样的点不读取任何内容。</translation>
    </message>
    <message>
        <source>What the [shuffle](pixel-shuffle) makes of the channels, {when}: it is added to [bicubic](bicubic).</source>
        <translation>各通道经[重排](pixel-shuffle)得到的图，{when}：它加在[双三次](bicubic)放大之上。</translation>
    </message>
    <message>
        <source>What the layer gave before training, at step 0.</source>
        <translation>该层在训练之前（第 0 步）的输出。</translation>
    </message>
    <message>
        <source>What the network gives in the end, not the map of this layer alone.</source>
        <translation>网络最终的输出，而不只是此层的图。</translation>
    </message>
    <message>
        <source>What the network reads: the luma of a copy reduced {r} times to {size} pixels.</source>
        <translation>网络读取的内容：缩小到 1/{r} 的副本的亮度，{size} 像素。</translation>
    </message>
    <message>
        <source>What the overlap alone leaves in a picture</source>
        <translation>仅由重叠在图像中留下的痕迹</translation>
    </message>
    <message>
        <source>What {run} gives minus the target, {when}.</source>
        <translation>“{run}”的输出减去目标，{when}。</translation>
    </message>
    <message>
        <source>What {run} gives, taken apart into {count} [phases](phase) of {size}: it has no channels of its own.</source>
        <translation>“{run}”的输出，拆分为 {count} 个 {size} 的[相位](phase)：它没有自己的通道。</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Where DySample, or the deformable convolution before the shuffle, reads for the picked pixel: coloured points on the low-resolution input, and squares where they would be without offsets. A click on a point selects it; a square of one pixel around it then shows the shares of the four pixels.</source>
        <translation>DySample 或重排之前的可形变卷积为所选像素读取的位置：彩色点位于低分辨率输入上，方块表示没有偏移时的位置。点击一个点即选中它；此时围绕它的一像素方框显示四个像素的份额。</translation>
    </message>
    <message>
        <source>Where each point was during the last steps.</source>
        <translation>每个点在最近若干步中所在的位置。</translation>
    </message>
    <message>
        <source>Where pixels are large, a square of one pixel around the selected point: what it covers of each of the four pixels below it is the share with which that pixel is read.</source>
        <translation>像素较大时，在所选采样点周围画出一个像素大小的方框：它覆盖下方四个像素各自的多少，就是读取该像素的份额。</translation>
    </message>
    <message>
        <source>Where the next training step would push each of the probe&apos;s points: down the gradient of the loss. The longest arrow is the strongest push of the unit; the picture says by how much the loss would fall for each pixel that this one point moves.</source>
        <translation>下一个训练步会把探针的每个采样点推向何处：沿损失梯度的下降方向。最长的箭头表示该单元受到的最强推动；图中写明仅这一个点每移动一个像素，损失会下降多少。</translation>
    </message>
    <message>
        <source>Where the picked unit reads the picture in the end, through all layers: a place is as large as its weight, and has the colour of the direction in which a plain convolution would have it. The lines lead from the unit over the points of each layer; those of the selected tap, or to the place under the cursor, are drawn in full.</source>
        <translation>所选单元经过所有层后最终读取图像的位置：位置越大，权重越大；颜色表示普通卷积会在哪个方向上读取它。连线从该单元出发，经过每一层的采样点；属于所选抽头的连线，或通向光标下位置的连线，会完整画出。</translation>
    </message>
    <message>
        <source>Where the probe&apos;s points were before training, at step 0 of this run, with a line to where they are now. That is the rigid grid where the offsets start at zero, and elsewhere where they start at random.</source>
        <translation>探针的采样点在训练之前（此次训练的第 0 步）的位置，并用线连到现在的位置。若偏移从零开始，那就是规则网格；若随机开始，则在别处。</translation>
    </message>
    <message>
        <source>Which of the eight shapes is shown; the training does not change.</source>
        <translation>显示八种图形中的哪一种；训练不变。</translation>
    </message>
    <message>
        <source>While it is held: the plain convolution, without offsets</source>
        <translation>按住时：普通卷积，没有偏移</translation>
    </message>
    <message>
        <source>While it is held: the target, in place of what super-resolution gives</source>
        <translation>按住时：显示目标，代替超分辨率给出的结果</translation>
    </message>
    <message>
        <source>While the brush is chosen: make it larger or smaller</source>
        <translation>选择了画笔时：放大或缩小画笔</translation>
    </message>
    <message>
        <source>While the cursor is near the probe&apos;s points, a ring around them with two handles: one turns all of them about the middle of the kernel, the other scales them.</source>
        <translation>光标靠近探针的采样点时，其周围出现带两个控制柄的圆环：一个使所有点绕卷积核中心转动，另一个缩放它们。</translation>
    </message>
    <message>
        <source>White ground</source>
        <translation>白色背景</translation>
    </message>
    <message>
        <source>Whose sampling points are shown; the training does not change.</source>
        <translation>显示哪个卷积的采样点；训练不变。</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>擦拭对比</translation>
    </message>
    <message>
        <source>With modulation, points as large as the factor that their values are multiplied by.</source>
        <translation>有调制时，点的大小表示其值所乘的系数。</translation>
    </message>
    <message>
        <source>With zero [offsets](offset) both are the same.</source>
        <translation>[偏移](offset)为零时两者相同。</translation>
    </message>
    <message>
        <source>With zero offsets it is the plain convolution</source>
        <translation>偏移为零时就是普通卷积</translation>
    </message>
    <message>
        <source>Without an offset branch nothing is modulated.</source>
        <translation>没有偏移分支，就没有调制。</translation>
    </message>
    <message>
        <source>Worst tap</source>
        <translation>最差抽头</translation>
    </message>
    <message>
        <source>Write an experiment as a plain script for torch and torchvision that makes the same numbers.</source>
        <translation>将实验写成只需 torch 和 torchvision 的普通脚本，得到相同的数值。</translation>
    </message>
    <message>
        <source>Written in [{order} order](channel-order).</source>
        <translation>按 [{order} 顺序](channel-order)写出。</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>在光标处缩放</translation>
    </message>
    <message>
        <source>Zoom the picture that has the focus</source>
        <translation>缩放获得焦点的图像</translation>
    </message>
    <message>
        <source>Zoomed in: change the value of the pixel under the cursor; with Shift by eight steps at once</source>
        <translation>放大显示时：更改光标处像素的值；按住 Shift 则一次八级</translation>
    </message>
    <message>
        <source>[Accuracy](accuracy) on shapes of other sizes {value}, {origin}.</source>
        <translation>其他大小图形上的[准确率](accuracy)为 {value}（{origin}）。</translation>
    </message>
    <message>
        <source>[Accuracy](accuracy) on shapes of other sizes {value}.</source>
        <translation>其他大小图形上的[准确率](accuracy)为 {value}。</translation>
    </message>
    <message>
        <source>[Loss](loss) {value}, {origin}.</source>
        <translation>[损失](loss)为 {value}（{origin}）。</translation>
    </message>
    <message>
        <source>[Loss](loss) {value}.</source>
        <translation>[损失](loss)为 {value}。</translation>
    </message>
    <message>
        <source>[Mean distance](distance) to where they should be {value}, {origin}.</source>
        <translation>与应在位置的[平均距离](distance)为 {value}（{origin}）。</translation>
    </message>
    <message>
        <source>[Mean distance](distance) to where they should be {value}.</source>
        <translation>与应在位置的[平均距离](distance)为 {value}。</translation>
    </message>
    <message>
        <source>[Offset branch](offset-branch): {branch}.</source>
        <translation>[偏移分支](offset-branch)：{branch}。</translation>
    </message>
    <message>
        <source>[PSNR](psnr) {value} dB.</source>
        <translation>[PSNR](psnr) 为 {value} dB。</translation>
    </message>
    <message>
        <source>[PSNR](psnr) {value}, {gain} against [bicubic](bicubic), {origin}.</source>
        <translation>[PSNR](psnr) 为 {value}，相对[双三次](bicubic)为 {gain}（{origin}）。</translation>
    </message>
    <message>
        <source>[PSNR](psnr) {value}, {gain} against [bicubic](bicubic).</source>
        <translation>[PSNR](psnr) 为 {value}，相对[双三次](bicubic)为 {gain}。</translation>
    </message>
    <message>
        <source>[PSNR](psnr) {value}.</source>
        <translation>[PSNR](psnr) 为 {value}。</translation>
    </message>
    <message>
        <source>[Pixel shuffle](pixel-shuffle) {before} to {after}: values are only put elsewhere, none is computed.</source>
        <translation>[像素重排](pixel-shuffle)，{before} 变为 {after}：值只是换了位置，没有任何计算。</translation>
    </message>
    <message>
        <source>[Target](hidden-rule): the picture before the warp.</source>
        <translation>[目标](hidden-rule)：变形之前的图像。</translation>
    </message>
    <message>
        <source>[Target](hidden-rule): the same, read at hidden places.</source>
        <translation>[目标](hidden-rule)：同样的卷积核，在隐藏的位置读取。</translation>
    </message>
    <message>
        <source>[Target](hidden-rule): the same, read at the rings.</source>
        <translation>[目标](hidden-rule)：同样的卷积核，在圆环处读取。</translation>
    </message>
    <message>
        <source>[Unit](unit) ({y}, {x}) reads at its [rigid grid](rigid-grid): all [offsets](offset) are 0.00 px.</source>
        <translation>[单元](unit) ({y}, {x}) 在其[规则网格](rigid-grid)上读取：所有[偏移](offset)均为 0.00 px。</translation>
    </message>
    <message>
        <source>[Unit](unit) ({y}, {x}) reads at its own place: its [offset](offset) is 0.00 px.</source>
        <translation>[单元](unit) ({y}, {x}) 在自身位置读取：其[偏移](offset)为 0.00 px。</translation>
    </message>
    <message>
        <source>[Unit](unit) ({y}, {x}) reads at one [sampling point](sampling-point), {mean} px from its place.</source>
        <translation>[单元](unit) ({y}, {x}) 在一个[采样点](sampling-point)读取，与自身位置相距 {mean} px。</translation>
    </message>
    <message>
        <source>[Unit](unit) ({y}, {x}) reads at {taps} [points](sampling-point), on average {mean} px off the [grid](rigid-grid).</source>
        <translation>[单元](unit) ({y}, {x}) 在 {taps} 个[采样点](sampling-point)读取，平均偏离[规则网格](rigid-grid) {mean} px。</translation>
    </message>
    <message>
        <source>a BMP image</source>
        <translation>BMP 图像</translation>
    </message>
    <message>
        <source>a GIF image</source>
        <translation>GIF 图像</translation>
    </message>
    <message>
        <source>a JPEG image</source>
        <translation>JPEG 图像</translation>
    </message>
    <message>
        <source>a NumPy archive</source>
        <translation>NumPy 归档</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>a PNG image</source>
        <translation>PNG 图像</translation>
    </message>
    <message>
        <source>a PyTorch file</source>
        <translation>PyTorch 文件</translation>
    </message>
    <message>
        <source>a TIFF image</source>
        <translation>TIFF 图像</translation>
    </message>
    <message>
        <source>a WebP image</source>
        <translation>WebP 图像</translation>
    </message>
    <message>
        <source>a branch that was taught has parameters that no short script comes to; reset, or undo the teaching, first</source>
        <translation>教过的偏移分支，其参数是简短的脚本无法得到的；请先重置，或撤销“教会”</translation>
    </message>
    <message>
        <source>a classifier learns shapes of one size up to step 150 and is then frozen, and only its offsets learn other sizes, faster than a control with as many parameters, which draws level in the end: press Run, and afterwards change Scale and see how far apart the taps of one output position read</source>
        <translation>分类器在第 150 步之前学习单一尺寸的图形，随后冻结，只由偏移学习其他尺寸，比参数量相同的对照学得更快，不过对照最终会追平：按“运行”，之后更改“缩放”，观察同一输出位置的各抽头读取处相距多远</translation>
    </message>
    <message>
        <source>a copy of {size:size} pixels with {channels:channel|channels} and {taps} taps takes about {needed:.1f} GiB a step</source>
        <translation>{size:size} 像素、{channels} 个通道、{taps} 个抽头的副本每步约占用 {needed:.1f} GiB</translation>
    </message>
    <message>
        <source>a factor of {factors:or}</source>
        <translation>放大倍数 {factors:or}</translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; factors that fit are {fitting:list}</source>
        <translation>放大倍数 {factor} 要求通道数能被 {phases} 整除，而此特征图有 {channels} 个通道；适用的放大倍数有 {fitting:list}</translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; no factor fits {channels:channel|channels} as they are</source>
        <translation>放大倍数 {factor} 要求通道数能被 {phases} 整除，而此特征图有 {channels} 个通道；没有放大倍数适用于现有的 {channels} 个通道</translation>
    </message>
    <message>
        <source>a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; the factor that fits is {fitting:list}</source>
        <translation>放大倍数 {factor} 要求通道数能被 {phases} 整除，而此特征图有 {channels} 个通道；适用的放大倍数是 {fitting:list}</translation>
    </message>
    <message>
        <source>a less narrow image</source>
        <translation>不那么狭长的图像</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>由文本组成的列表</translation>
    </message>
    <message>
        <source>a network from a file of weights cannot be written as a short script; show the shuffle of the source instead</source>
        <translation>来自权重文件的网络无法写成简短的脚本；请改为显示源图的重排</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>a number, a text, true, false, or a list of whole numbers</source>
        <translation>数、文本、true、false 或由整数组成的列表</translation>
    </message>
    <message>
        <source>a picture holds no arrays: {array:quoted} is not looked for</source>
        <translation>图像不含数组：不查找 {array:quoted}</translation>
    </message>
    <message>
        <source>a pixel shuffle of the network would read a map of {needed:bytes}, more than the limit of {limit:bytes}; choose a smaller working size</source>
        <translation>网络的某个像素重排将读取 {needed:bytes} 的特征图，超过 {limit:bytes} 的上限；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>a point cannot be placed there; both parts of its offset must lie between -{most:g} and {most:g} px</source>
        <translation>不能将点放置在那里；其偏移的两个分量都必须在 -{most:g} 到 {most:g} px 之间</translation>
    </message>
    <message>
        <source>a reduced copy; the full picture in the file is of a kind that is not read</source>
        <translation>缩小的副本；文件中的完整图像属于无法读取的类型</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>a script of {lines:line|lines} for torch and torchvision is on the clipboard, with the settings as they are now</source>
        <translation>{lines} 行的 torch 与 torchvision 脚本已复制到剪贴板，采用当前设置</translation>
    </message>
    <message>
        <source>a script of {lines:line|lines} for torch and torchvision is on the clipboard; it begins at step 0, with the settings as they are now, and does {steps:step|steps}</source>
        <translation>{lines} 行的 torch 与 torchvision 脚本已复制到剪贴板；它采用当前设置，从第 0 步开始，执行 {steps} 步</translation>
    </message>
    <message>
        <source>a script would say which phases were swapped; solve the puzzle, or give it up, first</source>
        <translation>脚本会透露哪些相位被交换了；请先解开或放弃谜题</translation>
    </message>
    <message>
        <source>a short script cannot read {name} as it was read here ({format}); save it as PNG, npy or npz, and open that</source>
        <translation>简短的脚本无法按此处的方式读取 {name}（{format}）；请另存为 PNG、npy 或 npz，再打开它</translation>
    </message>
    <message>
        <source>a short script cannot read {name} as it was read here ({how}); save it as a plain PNG or npy file, and open that</source>
        <translation>简短的脚本无法按此处的方式读取 {name}（{how}）；请另存为普通的 PNG 或 npy 文件，再打开它</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>一个表</translation>
    </message>
    <message>
        <source>a table that begins with [[step]]</source>
        <translation>以 [[step]] 开头的表</translation>
    </message>
    <message>
        <source>a table: { name = &quot;steps&quot;, at_least = 10 }</source>
        <translation>一个表：{ name = &quot;steps&quot;, at_least = 10 }</translation>
    </message>
    <message>
        <source>a text in quotes, &quot;…&quot;</source>
        <translation>带引号的文本，&quot;…&quot;</translation>
    </message>
    <message>
        <source>a text, or one for each language: { en = &quot;…&quot;, zh = &quot;…&quot; }</source>
        <translation>一段文本，或每种语言一段：{ en = &quot;…&quot;, zh = &quot;…&quot; }</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>一个整数</translation>
    </message>
    <message>
        <source>a working size of at least {size}</source>
        <translation>不小于 {size} 的工作尺寸</translation>
    </message>
    <message>
        <source>a working size of at most {size}</source>
        <translation>不超过 {size} 的工作尺寸</translation>
    </message>
    <message>
        <source>after 1 step</source>
        <translation>训练 1 步后</translation>
    </message>
    <message>
        <source>after {steps} steps</source>
        <translation>训练 {steps} 步后</translation>
    </message>
    <message>
        <source>all dx, then all dy</source>
        <translation>先全部 dx，后全部 dy</translation>
    </message>
    <message>
        <source>all dy, then all dx</source>
        <translation>先全部 dy，后全部 dx</translation>
    </message>
    <message>
        <source>all {count} taps are placed by hand</source>
        <translation>全部 {count} 个抽头均为手动放置</translation>
    </message>
    <message>
        <source>alpha composited over white for training</source>
        <translation>训练时透明部分以白色为底合成</translation>
    </message>
    <message>
        <source>ambiguous option: %(option)s could match %(matches)s</source>
        <translation>选项 %(option)s 有歧义，可能是 %(matches)s</translation>
    </message>
    <message>
        <source>an AVIF image</source>
        <translation>AVIF 图像</translation>
    </message>
    <message>
        <source>an aim needs a name; it looks like this: {example}</source>
        <translation>目标需要名称，写法如下：{example}</translation>
    </message>
    <message>
        <source>an array in {name} {cause}</source>
        <translation>{name} 中有一个数组{cause}</translation>
    </message>
    <message>
        <source>an error ended changing the settings: {what}</source>
        <translation>更改设置时因错误中止：{what}</translation>
    </message>
    <message>
        <source>an error ended drawing the lab: {what}</source>
        <translation>绘制实验室时因错误中止：{what}</translation>
    </message>
    <message>
        <source>an error ended setting up the lab: {what}</source>
        <translation>准备实验室时因错误中止：{what}</translation>
    </message>
    <message>
        <source>an error ended teaching the branch: {what}</source>
        <translation>教偏移分支时因错误中止：{what}</translation>
    </message>
    <message>
        <source>an error ended training step {step}: {what}</source>
        <translation>第 {step} 步训练因错误中止：{what}</translation>
    </message>
    <message>
        <source>an experiment is given either as text or as settings, not as both</source>
        <translation>实验要么以文本给出，要么以设置给出，不能两者都有</translation>
    </message>
    <message>
        <source>an experiment of vizapp</source>
        <translation>vizapp 的实验</translation>
    </message>
    <message>
        <source>an experiment with a file of one&apos;s own, such as brought offsets or a network, cannot be shared as text; hand the file on instead</source>
        <translation>含有自有文件（如导入的偏移或网络）的实验不能以文本形式分享；请直接转交文件</translation>
    </message>
    <message>
        <source>an image of at least {size:size} pixels</source>
        <translation>至少 {size:size} 像素的图像</translation>
    </message>
    <message>
        <source>an image with something in its left part</source>
        <translation>左侧有内容的图像</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>另一个源图</translation>
    </message>
    <message>
        <source>another setting has begun another training</source>
        <translation>其他设置已开始了另一次训练</translation>
    </message>
    <message>
        <source>another unseen picture</source>
        <translation>更换了未见过的图像</translation>
    </message>
    <message>
        <source>any</source>
        <translation>出现任意一个</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>参数 %(argument_name)s：%(message)s</translation>
    </message>
    <message>
        <source>at one of {count} units</source>
        <translation>在 {count} 个单元之一处</translation>
    </message>
    <message>
        <source>at the bound</source>
        <translation>到达界限</translation>
    </message>
    <message>
        <source>axes: cycles per pixel</source>
        <translation>坐标轴：周期/像素</translation>
    </message>
    <message>
        <source>barrel</source>
        <translation>桶形</translation>
    </message>
    <message>
        <source>before any training every kernel has one weight at all its places: under Progress the checkerboard of k3 is some grey levels, that of k4, which 2 divides, and that of resize + conv are 0; press Run: k3 learns to make up for its overlap, k4 gets a little from training, resize + conv keeps 0</source>
        <translation>训练之前，每个卷积核在所有位置的权重都相同：在“进展”中，k3 的棋盘度量为若干灰度级，k4（能被 2 整除）和缩放 + 卷积则为 0；按“运行”：k3 学会弥补重叠，k4 因训练出现少许伪影，缩放 + 卷积保持为 0</translation>
    </message>
    <message>
        <source>before training</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>belongs</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>black 0, white {high}</source>
        <translation>黑 0，白 {high}</translation>
    </message>
    <message>
        <source>black −{reach}, grey 0, white +{reach}</source>
        <translation>黑 −{reach}，灰 0，白 +{reach}</translation>
    </message>
    <message>
        <source>branch taught the placed points</source>
        <translation>已教会分支放置的点</translation>
    </message>
    <message>
        <source>branch {number}</source>
        <translation>分支 {number}</translation>
    </message>
    <message>
        <source>brought</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>by group: all dx, then all dy</source>
        <translation>逐组：先全部 dx，后全部 dy</translation>
    </message>
    <message>
        <source>by group: all dy, then all dx</source>
        <translation>逐组：先全部 dy，后全部 dx</translation>
    </message>
    <message>
        <source>ch {channel}</source>
        <translation>通道 {channel}</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>channel {channel}</source>
        <translation>通道 {channel}</translation>
    </message>
    <message>
        <source>channel {channel} of {channels}</source>
        <translation>通道 {channel}，共 {channels} 个</translation>
    </message>
    <message>
        <source>channels read in another order</source>
        <translation>改变了通道读取顺序</translation>
    </message>
    <message>
        <source>channels {listed} of {channels} as red, green, blue</source>
        <translation>通道 {listed}（共 {channels} 个）显示为红、绿、蓝</translation>
    </message>
    <message>
        <source>closest</source>
        <translation>最接近</translation>
    </message>
    <message>
        <source>colours converted from gamma {gamma:g} to sRGB</source>
        <translation>颜色已由 gamma {gamma:g} 转换为 sRGB</translation>
    </message>
    <message>
        <source>colours converted from the profile {profile:quoted} to sRGB</source>
        <translation>颜色已由配置文件 {profile:quoted} 转换为 sRGB</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>control</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>control, other scales</source>
        <translation>对照，其他比例</translation>
    </message>
    <message>
        <source>conv</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>conv 2</source>
        <translation>卷积 2</translation>
    </message>
    <message>
        <source>conv 3</source>
        <translation>卷积 3</translation>
    </message>
    <message>
        <source>conv 4</source>
        <translation>卷积 4</translation>
    </message>
    <message>
        <source>counts inside the frame</source>
        <translation>框内计数</translation>
    </message>
    <message>
        <source>cut or pad for the spare channels</source>
        <translation>对多余通道裁掉或补零</translation>
    </message>
    <message>
        <source>dead taps</source>
        <translation>失效抽头</translation>
    </message>
    <message>
        <source>dead zone: no gradient</source>
        <translation>死区：无梯度</translation>
    </message>
    <message>
        <source>deformable</source>
        <translation>可形变</translation>
    </message>
    <message>
        <source>difference to the output</source>
        <translation>与输出的差异</translation>
    </message>
    <message>
        <source>dx, dy by tap</source>
        <translation>逐抽头 dx, dy</translation>
    </message>
    <message>
        <source>dy, dx by tap (torchvision)</source>
        <translation>逐抽头 dy, dx (torchvision)</translation>
    </message>
    <message>
        <source>each of three stacked layers reads what the one below it gives, with offsets of its own: the tree leads from one output pixel over the points of every layer to the picture; press Z, then Step, and see it branch</source>
        <translation>三个堆叠的层各自读取下一层的输出，并各有自己的偏移：采样树从一个输出像素经过每一层的采样点通向图像；按 Z，再按“单步”，观察它分叉</translation>
    </message>
    <message>
        <source>effective dilation</source>
        <translation>有效膨胀率</translation>
    </message>
    <message>
        <source>every output position has a pair of numbers for every tap: press Step some times, then click different places of the output and see that their points stand in different shapes</source>
        <translation>每个输出位置的每个抽头都有一对数：按几次“单步”，再点击输出的不同位置，可以看到各处的采样点排成不同的形状</translation>
    </message>
    <message>
        <source>every value in its place</source>
        <translation>每个值都在原位</translation>
    </message>
    <message>
        <source>expected %s argument</source>
        <translation>需要 %s 个参数</translation>
    </message>
    <message>
        <source>expected %s arguments</source>
        <translation>需要 %s 个参数</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>至少需要一个参数</translation>
    </message>
    <message>
        <source>expected at most one argument</source>
        <translation>至多需要一个参数</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>需要一个参数</translation>
    </message>
    <message>
        <source>feature map</source>
        <translation>特征图</translation>
    </message>
    <message>
        <source>field arrows {factor}× as long</source>
        <translation>偏移场箭头长度 ×{factor}</translation>
    </message>
    <message>
        <source>first of {frames} frames</source>
        <translation>{frames} 帧中的第一帧</translation>
    </message>
    <message>
        <source>first of {items} items in the batch</source>
        <translation>批次中 {items} 项的第一项</translation>
    </message>
    <message>
        <source>floating-point grey from {low:g} to {high:g} mapped to 16-bit grey</source>
        <translation>从 {low:g} 到 {high:g} 的浮点灰度映射为 16 位灰度</translation>
    </message>
    <message>
        <source>found in {moves:move|moves}: every phase is in its own place ({pairs:pair was|pairs were} swapped)</source>
        <translation>移动 {moves} 次解开：每个相位都已归位（之前交换了 {pairs} 对）</translation>
    </message>
    <message>
        <source>free map</source>
        <translation>自由偏移图</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>gamma {gamma:g} of the file is not applied to values of 16 bits</source>
        <translation>文件的 gamma {gamma:g} 不应用于 16 位的值</translation>
    </message>
    <message>
        <source>gradient of the unit&apos;s output</source>
        <translation>单元输出的梯度</translation>
    </message>
    <message>
        <source>grey levels</source>
        <translation>灰度级</translation>
    </message>
    <message>
        <source>group {group}, tap {tap}</source>
        <translation>组 {group}，抽头 {tap}</translation>
    </message>
    <message>
        <source>has a .npy header of {length:bytes}, which no plain array of numbers needs</source>
        <translation>的 .npy 头部为 {length:bytes}，普通数值数组不需要这么大的头部</translation>
    </message>
    <message>
        <source>has a damaged .npy header; save it again with numpy.save</source>
        <translation>的 .npy 头部已损坏；请用 numpy.save 重新保存</translation>
    </message>
    <message>
        <source>has a side of {side:,} pixels, more than the limit of {most:,}; crop it first</source>
        <translation>有一边为 {side:,} 像素，超过 {most:,} 的上限；请先裁剪</translation>
    </message>
    <message>
        <source>has no values of its own (device &apos;{device}&apos;); save tensor.cpu()</source>
        <translation>没有自己的值（设备“{device}”）；请保存 tensor.cpu()</translation>
    </message>
    <message>
        <source>has shape {shape} and needs {needed:bytes}, more than the limit of {limit:bytes}</source>
        <translation>形状为 {shape}，需要 {needed:bytes}，超过 {limit:bytes} 的上限</translation>
    </message>
    <message>
        <source>has shape {shape}, but a feature map has two to four axes: (H, W), (C, H, W) or (N, C, H, W)</source>
        <translation>形状为 {shape}，而特征图应有两到四个轴：(H, W)、(C, H, W) 或 (N, C, H, W)</translation>
    </message>
    <message>
        <source>hidden rule</source>
        <translation>隐藏规则</translation>
    </message>
    <message>
        <source>hidden taps</source>
        <translation>隐藏抽头</translation>
    </message>
    <message>
        <source>hidden truth</source>
        <translation>隐藏真值</translation>
    </message>
    <message>
        <source>holds complex numbers; save their magnitude, real part or imaginary part</source>
        <translation>含有复数；请保存其模、实部或虚部</translation>
    </message>
    <message>
        <source>holds pickled Python objects, which are never loaded; save it as an array of numbers</source>
        <translation>含有经 pickle 序列化的 Python 对象，此类对象一律不加载；请另存为数值数组</translation>
    </message>
    <message>
        <source>holds values of type {type}; save it as an array of numbers</source>
        <translation>含有 {type} 类型的值；请另存为数值数组</translation>
    </message>
    <message>
        <source>how often it is read</source>
        <translation>被读取的次数</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>忽略了明确给出的参数 %r</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>无效的 %(type)s 值：%(value)r</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>无效的选择：%(value)r（可选：%(choices)s）</translation>
    </message>
    <message>
        <source>is a nested tensor, whose parts differ in shape; save one of its parts</source>
        <translation>是嵌套张量，其各部分形状不同；请保存其中一部分</translation>
    </message>
    <message>
        <source>is a {format} image of a kind that is not read ({detail}); save it as PNG, or as TIFF without compression</source>
        <translation>是无法读取类型的 {format} 图像（{detail}）；请另存为 PNG，或无压缩的 TIFF</translation>
    </message>
    <message>
        <source>is a {format} image that stores {stored}, which is not read; save it as PNG, or as TIFF without compression</source>
        <translation>是存储 {stored} 的 {format} 图像，无法读取；请另存为 PNG，或无压缩的 TIFF</translation>
    </message>
    <message>
        <source>is cut off or damaged: its numbers do not lie where the header says; download it again</source>
        <translation>不完整或已损坏：其数值不在头部所述的位置；请重新下载</translation>
    </message>
    <message>
        <source>is cut off: its numbers end too early; save or download it again</source>
        <translation>不完整：其数值过早结束；请重新保存或下载</translation>
    </message>
    <message>
        <source>is cut off: {announced:bytes} of numbers are announced and {present:bytes} are there; save or download it again</source>
        <translation>不完整：声明有 {announced:bytes} 的数值，实际只有 {present:bytes}；请重新保存或下载</translation>
    </message>
    <message>
        <source>is damaged and cannot be unpacked</source>
        <translation>已损坏，无法解包</translation>
    </message>
    <message>
        <source>is empty (shape {shape})</source>
        <translation>为空（形状 {shape}）</translation>
    </message>
    <message>
        <source>is empty; copy the image again</source>
        <translation>为空；请重新复制图像</translation>
    </message>
    <message>
        <source>is encrypted; save it without a password</source>
        <translation>已加密；请不设密码保存</translation>
    </message>
    <message>
        <source>is not read: the arrays before it have the limit of {limit:bytes}; name it to have it read alone</source>
        <translation>未读取：它之前的数组已用完 {limit:bytes} 的上限；指定其名称即可单独读取</translation>
    </message>
    <message>
        <source>is of type {type}, which cannot be opened; save it as float32</source>
        <translation>类型为 {type}，无法打开；请另存为 float32</translation>
    </message>
    <message>
        <source>is of type {type}, which cannot be opened; save tensor.float()</source>
        <translation>类型为 {type}，无法打开；请保存 tensor.float()</translation>
    </message>
    <message>
        <source>is packed in an unusual way; save it again with numpy.savez</source>
        <translation>的打包方式不寻常；请用 numpy.savez 重新保存</translation>
    </message>
    <message>
        <source>is quantized; save tensor.dequantize()</source>
        <translation>是量化张量；请保存 tensor.dequantize()</translation>
    </message>
    <message>
        <source>is sparse; save tensor.to_dense()</source>
        <translation>是稀疏张量；请保存 tensor.to_dense()</translation>
    </message>
    <message>
        <source>is stored in CIELAB colours, which cannot be opened; save it as RGB</source>
        <translation>以 CIELAB 颜色存储，无法打开；请另存为 RGB</translation>
    </message>
    <message>
        <source>it has no steps; begin each with a line [[step]]</source>
        <translation>其中没有步骤；每个步骤以一行 [[step]] 开头</translation>
    </message>
    <message>
        <source>it has {count} steps, and at most {limit} are allowed; split it into two lessons</source>
        <translation>其中有 {count} 个步骤，至多允许 {limit} 个；请拆成两课</translation>
    </message>
    <message>
        <source>it is written in form {format}, and this vizapp reads form 1; install a newer vizapp</source>
        <translation>它以格式 {format} 写成，而此版本的 vizapp 读取格式 1；请安装更新的 vizapp</translation>
    </message>
    <message>
        <source>k of r·(1 + k·r²): how strongly straight lines bend outwards; r is 1 at the end of the longer side.</source>
        <translation>r·(1 + k·r²) 中的 k：直线向外弯曲的程度；在较长边的端点处 r 为 1。</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>kernel 3 and stride 2: each number says how many inputs write to an output, and they alternate like a checkerboard; set Kernel size to 4, which 2 divides, and inside all are 4</source>
        <translation>卷积核为 3，步幅为 2：每个数表示有多少个输入写入该输出，这些数像棋盘一样交替；将“卷积核大小”设为 4（能被 2 整除），内部就全是 4</translation>
    </message>
    <message>
        <source>kernel k</source>
        <translation>卷积核 k</translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: every output inside is written to once</source>
        <translation>卷积核 {kernel}，步幅 {stride}：内部的每个输出被写入一次</translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: every output inside is written to {count} times</source>
        <translation>卷积核 {kernel}，步幅 {stride}：内部的每个输出被写入 {count} 次</translation>
    </message>
    <message>
        <source>kernel {kernel}, stride {stride}: outputs inside are written to {counts} or {last} times</source>
        <translation>卷积核 {kernel}，步幅 {stride}：内部的输出被写入 {counts} 或 {last} 次</translation>
    </message>
    <message>
        <source>k{side}</source>
        <translation>k{side}</translation>
    </message>
    <message>
        <source>lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>layer {layer} reads a map of {size:size} pixels, on which a kernel that reaches over {reach:size} does not fit; choose fewer layers, a smaller stride, kernel or dilation, or a larger padding or working size</source>
        <translation>第 {layer} 层读取 {size:size} 像素的图，容不下触及 {reach:size} 的卷积核；请减少层数，选择更小的步幅、卷积核或膨胀率，或更大的填充或工作尺寸</translation>
    </message>
    <message>
        <source>learning rate changed</source>
        <translation>学习率已更改</translation>
    </message>
    <message>
        <source>less than 1 %</source>
        <translation>不到 1 %</translation>
    </message>
    <message>
        <source>line {line}, step {step}: {what}</source>
        <translation>第 {line} 行，第 {step} 步：{what}</translation>
    </message>
    <message>
        <source>line {line}: {what}</source>
        <translation>第 {line} 行：{what}</translation>
    </message>
    <message>
        <source>longest arrow: {push} loss per px</source>
        <translation>最长箭头：每 px 损失 {push}</translation>
    </message>
    <message>
        <source>longest offset</source>
        <translation>最长偏移</translation>
    </message>
    <message>
        <source>longest tap</source>
        <translation>最远抽头</translation>
    </message>
    <message>
        <source>luma · all that the network reads</source>
        <translation>亮度 · 网络只读取亮度</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>调制掩码</translation>
    </message>
    <message>
        <source>masks at their top</source>
        <translation>调制掩码达上限</translation>
    </message>
    <message>
        <source>masks under 0.01</source>
        <translation>调制掩码 &lt; 0.01</translation>
    </message>
    <message>
        <source>may rise: the kernel learns too</source>
        <translation>可能上升：卷积核也在学习</translation>
    </message>
    <message>
        <source>mean length</source>
        <translation>平均长度</translation>
    </message>
    <message>
        <source>mean of {count} taps</source>
        <translation>{count} 个抽头的平均</translation>
    </message>
    <message>
        <source>mean of {count} taught taps</source>
        <translation>{count} 个已教抽头的均值</translation>
    </message>
    <message>
        <source>mean |dx|</source>
        <translation>平均 |dx|</translation>
    </message>
    <message>
        <source>mean |dy|</source>
        <translation>平均 |dy|</translation>
    </message>
    <message>
        <source>measures {size:size} = {megapixels:,.2f} megapixels, more than the limit of {most}; reduce or crop it first</source>
        <translation>大小为 {size:size} = {megapixels:,.2f} 百万像素，超过 {most} 的上限；请先缩小或裁剪</translation>
    </message>
    <message>
        <source>metrics.json holds settings, versions, what was done to the source, and lists with one entry a step: the loss (hidden-rule, hidden-taps: the mean squared error as a share of the target&apos;s variance; rectify: the mean absolute error as a share of its standard deviation; metrics says exactly what each is), and the distance to the true points in px (hidden-rule, hidden-taps, rectify, the last also the PSNR in dB of the rectified picture; on the picture of --unseen at every tenth step, named unseen_…), accuracies in % (scaled-shapes) or the PSNR in dB and the SSIM of the columns held out (super-resolve), all at every tenth step from the first on, null between. Layers and upsamplers that are compared have lists of their own, such as free_loss and free_distance, or bicubic_psnr. With --seeds, seeds holds what each upsampler reaches with each seed, their mean and their standard deviation; everything else is of the first seed. Each entry was measured before its step changed the parameters; what they reach after the last step stands under final. given names the files that were read as they are named here. All results are of one run: metrics.json comes last, and files in it lists the others with their SHA-256; without it a folder holds no run&apos;s results.</source>
        <translation>metrics.json 含有设置、版本、对源图所做的处理，以及每步一个条目的列表：损失（hidden-rule、hidden-taps：均方误差与目标方差之比；rectify：平均绝对误差与目标标准差之比；metrics 说明每一项的确切含义）、到真实采样点的距离（单位 px；hidden-rule、hidden-taps、rectify，后者还有校正后图像的 PSNR，单位 dB；在 --unseen 的图像上每十步一次，名称以 unseen_ 开头）、以 % 计的准确率（scaled-shapes），或留出列的 PSNR（单位 dB）和 SSIM（super-resolve）；后几项从第一步起每十步一次，其间为 null。参与比较的层和上采样器各有自己的列表，如 free_loss、free_distance 或 bicubic_psnr。使用 --seeds 时，seeds 记录每个上采样器在每个种子下达到的结果、平均值和标准差；其余均属于第一个种子。每个条目都在该步更改参数之前测得；最后一步之后达到的结果记在 final 中。given 按命令行上的写法列出读取的文件。所有结果都属于同一次运行：metrics.json 最后写出，其中的 files 列出其他文件及其 SHA-256；没有它的文件夹不含任何运行的结果。</translation>
    </message>
    <message>
        <source>more than 99 %</source>
        <translation>超过 99 %</translation>
    </message>
    <message>
        <source>moved by Teach, rim = {length} px</source>
        <translation>“教会”的移动，外缘 = {length} px</translation>
    </message>
    <message>
        <source>moved by Teach, {of}</source>
        <translation>“教会”的移动，{of}</translation>
    </message>
    <message>
        <source>moves the kernel as a whole</source>
        <translation>卷积核整体移动</translation>
    </message>
    <message>
        <source>multiples of 1/{r}: what repeats with the upsampling · axes in cycles per pixel</source>
        <translation>1/{r} 的倍数：随上采样重复的成分 · 坐标轴单位：周期/像素</translation>
    </message>
    <message>
        <source>n/{r}: of the upsampling</source>
        <translation>n/{r}：由上采样产生</translation>
    </message>
    <message>
        <source>named</source>
        <translation>已注明</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>neighbouring taps; about 1.1 is noise</source>
        <translation>相邻抽头之间；约 1.1 为噪声</translation>
    </message>
    <message>
        <source>neighbouring units, the same in every layout; about 1.1 is noise</source>
        <translation>相邻单元之间，各种布局下相同；约 1.1 为噪声</translation>
    </message>
    <message>
        <source>networks are recognised by the package spandrel, which is not installed or cannot be used; install it: pip install &apos;vizapp[sr]&apos;</source>
        <translation>识别网络需要 spandrel 包，而它未安装或无法使用；请安装：pip install &apos;vizapp[sr]&apos;</translation>
    </message>
    <message>
        <source>no font for Chinese is installed, so that its characters are shown as boxes; install one and start vizapp again: {packages}</source>
        <translation>No font for Chinese is installed: {packages}。没有安装中文字体，汉字会显示为方框；请安装中文字体并重新启动 vizapp</translation>
    </message>
    <message>
        <source>no gradient leads from the branch&apos;s present offsets to the placed ones: they are all at its bound; reset, or widen the bound</source>
        <translation>从偏移分支当前的偏移到手动放置的偏移没有梯度：它们都已到达界限；请重置，或放宽界限</translation>
    </message>
    <message>
        <source>no offsets have been brought: drop or open a file with an array of 2·kh·kw·G channels</source>
        <translation>尚未导入偏移：请拖放或打开一个文件，其中有通道数为 2·kh·kw·G 的数组</translation>
    </message>
    <message>
        <source>no output position is picked; click the output first, or place the point everywhere</source>
        <translation>尚未选取输出位置；请先单击输出，或将点放置到所有位置</translation>
    </message>
    <message>
        <source>no point is near it</source>
        <translation>附近没有采样点</translation>
    </message>
    <message>
        <source>no rule can move the taps by this source: when it is smoothed, it is the same number everywhere</source>
        <translation>没有规则能按此源图移动抽头：平滑之后，它处处是同一个数</translation>
    </message>
    <message>
        <source>no stride, padding and dilation leads from the feature map&apos;s {size:size} to the {units:size} units of the offsets; choose another array for the feature map, or none</source>
        <translation>没有任何步幅、填充和膨胀率能由特征图的 {size:size} 得到偏移的 {units:size} 个单元；请为特征图选择其他数组，或选择“无”</translation>
    </message>
    <message>
        <source>no tap</source>
        <translation>无抽头</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none of the arrays is given the role of the offsets; choose one for them</source>
        <translation>没有数组被指定为偏移；请为偏移选择一个数组</translation>
    </message>
    <message>
        <source>none of the {count} arrays in {name} can be shown: the first, {array:quoted}, {cause}</source>
        <translation>{name} 中的 {count} 个数组都无法显示：第一个数组 {array:quoted} {cause}</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>不能与参数 %s 同时使用</translation>
    </message>
    <message>
        <source>not finite: reads nothing</source>
        <translation>非有限值：不读取</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>nothing has been learned, all offsets are 0: hold C for the plain convolution, and neither points nor output change; then press Step, and hold C again</source>
        <translation>尚未学习任何内容，所有偏移均为 0：按住 C 查看普通卷积，采样点和输出都不变；然后按“单步”，再按住 C</translation>
    </message>
    <message>
        <source>nothing is pushed: the gradient is 0</source>
        <translation>没有推动：梯度为 0</translation>
    </message>
    <message>
        <source>nothing is trained in this task, so there is no branch to teach</source>
        <translation>此任务中不做训练，因此没有可教的偏移分支</translation>
    </message>
    <message>
        <source>nothing of this window will be remembered at the next start, neither what is set nor its session: {path} cannot be written ({why}); make room or give it permission, or start vizapp with VIZAPP_SETTINGS naming a file elsewhere</source>
        <translation>下次启动时，此窗口的一切都不会被记住，设置和会话都不会：无法写入 {path}（{why}）；请腾出空间或授予权限，或用 VIZAPP_SETTINGS 指定别处的文件后再启动 vizapp</translation>
    </message>
    <message>
        <source>nothing was saved: the network gives numbers that are not finite, because its training has diverged; reset it, and lower the learning rate</source>
        <translation>未保存任何内容：网络给出的数值不是有限值，因为其训练已发散；请重置，并降低学习率</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>of a plain convolution: {count}</source>
        <translation>普通卷积：{count} 个</translation>
    </message>
    <message>
        <source>of the crops of step {step}</source>
        <translation>第 {step} 步的裁剪块</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>offset field: direction, length</source>
        <translation>偏移场：方向、长度</translation>
    </message>
    <message>
        <source>offset of a unit, ring: its truth</source>
        <translation>单元的偏移，圆环：其真值</translation>
    </message>
    <message>
        <source>offset x</source>
        <translation>偏移 x</translation>
    </message>
    <message>
        <source>offset y</source>
        <translation>偏移 y</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>offsets from a file cannot be written into a short script; export them, and read the file with numpy</source>
        <translation>来自文件的偏移无法写入简短的脚本；请将其导出，并用 numpy 读取该文件</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>one shows {left} channels and the other {right}; show the same channels on both for a difference</source>
        <translation>一边显示 {left} 个通道，另一边显示 {right} 个；要看差值，请在两边显示相同的通道</translation>
    </message>
    <message>
        <source>only the last of several layers can be taught; give back the points that are placed for the others</source>
        <translation>多层中只有最后一层可以教；请收回为其他层放置的点</translation>
    </message>
    <message>
        <source>only the sub-pixels of the upsampler that is chosen in the setup can be rearranged, because it learns with the order; have it on show again, or choose this one there, which begins anew</source>
        <translation>只有设置中所选上采样器的亚像素可以重新排列，因为它按该顺序学习；请重新显示它，或在设置中选择当前这一个（将重新开始）</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>original scale</source>
        <translation>原比例</translation>
    </message>
    <message>
        <source>other scales</source>
        <translation>其他比例</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>outside: reads 0</source>
        <translation>图像外：读作 0</translation>
    </message>
    <message>
        <source>over 10 %</source>
        <translation>超过 10 %</translation>
    </message>
    <message>
        <source>over 50 %</source>
        <translation>超过 50 %</translation>
    </message>
    <message>
        <source>over 50 px</source>
        <translation>超过 50 px</translation>
    </message>
    <message>
        <source>over 8 ×</source>
        <translation>超过 8 ×</translation>
    </message>
    <message>
        <source>over the picture&apos;s longer side</source>
        <translation>超过图像长边</translation>
    </message>
    <message>
        <source>over {free} of {count} taps; {names} are placed by hand</source>
        <translation>基于 {count} 个抽头中的 {free} 个；{names} 均为手动放置</translation>
    </message>
    <message>
        <source>over {free} of {count} taps; {names} is placed by hand</source>
        <translation>基于 {count} 个抽头中的 {free} 个；{names} 为手动放置</translation>
    </message>
    <message>
        <source>pad for the spare channels</source>
        <translation>对多余通道补零</translation>
    </message>
    <message>
        <source>page {page} of {pages}, of which the first is a reduced copy</source>
        <translation>{pages} 页中的第 {page} 页，其中第一页是缩小的副本</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>part</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>path of the last steps</source>
        <translation>最近若干步的路径</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, above {limit:.6g}{unit}; Run goes on, and pauses again when it has been back and passes once more</source>
        <translation>已在第 {step} 步暂停：{what:measure} 在第 {measured} 步为 {value:.4g}{unit}，高于 {limit:.6g}{unit}；按“运行”可继续，待其回落后再次越过时会再次暂停</translation>
    </message>
    <message>
        <source>paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, below {limit:.6g}{unit}; Run goes on, and pauses again when it has been back and passes once more</source>
        <translation>已在第 {step} 步暂停：{what:measure} 在第 {measured} 步为 {value:.4g}{unit}，低于 {limit:.6g}{unit}；按“运行”可继续，待其回升后再次越过时会再次暂停</translation>
    </message>
    <message>
        <source>paused by itself</source>
        <translation>自动暂停</translation>
    </message>
    <message>
        <source>peak {value}</source>
        <translation>峰值 {value}</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>相位</translation>
    </message>
    <message>
        <source>phases differ by {deviation}</source>
        <translation>各相位相差 {deviation}</translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels</source>
        <translation>各相位相差 {deviation} 个灰度级</translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels as drawn · spectrum {low} to {high} dB</source>
        <translation>按所绘图像，各相位相差 {deviation} 个灰度级 · 频谱 {low} 至 {high} dB</translation>
    </message>
    <message>
        <source>phases differ by {deviation} grey levels · spectrum {low} to {high} dB</source>
        <translation>各相位相差 {deviation} 个灰度级 · 频谱 {low} 至 {high} dB</translation>
    </message>
    <message>
        <source>phases differ by {left} and {right} grey levels</source>
        <translation>各相位相差 {left} 和 {right} 个灰度级</translation>
    </message>
    <message>
        <source>phases differ every {period} px by {picture}, bicubic {source}</source>
        <translation>以 {period} px 为周期，各相位相差 {picture}，双三次 {source}</translation>
    </message>
    <message>
        <source>phases differ every {period} px by {picture}, source {source}</source>
        <translation>以 {period} px 为周期，各相位相差 {picture}，源图 {source}</translation>
    </message>
    <message>
        <source>phases rearranged</source>
        <translation>相位已重新排列</translation>
    </message>
    <message>
        <source>phases {deviation}</source>
        <translation>相差 {deviation}</translation>
    </message>
    <message>
        <source>pick a pixel first, with a click: it is its value that is typed</source>
        <translation>请先单击选取一个像素：输入的就是它的值</translation>
    </message>
    <message>
        <source>pin {name} has gone from unit {old:shape} to {new:shape}: {most} units can be pinned at once; Shift and a click on a pinned unit release it</source>
        <translation>图钉 {name} 已从单元 {old:shape} 移到 {new:shape}：最多可同时钉住 {most} 个单元；按住 Shift 单击已钉住的单元可取消钉住</translation>
    </message>
    <message>
        <source>pinned unit</source>
        <translation>钉住的单元</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>pixel ({y}, {x})</source>
        <translation>像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>pixel y {y}, x {x}</source>
        <translation>像素 y {y}，x {x}</translation>
    </message>
    <message>
        <source>place a point by hand first: drag one to where the branch should put it</source>
        <translation>请先手动放置一个点：将它拖到偏移分支应移到的位置</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>手动放置</translation>
    </message>
    <message>
        <source>plain convolution</source>
        <translation>普通卷积</translation>
    </message>
    <message>
        <source>point x</source>
        <translation>采样点 x</translation>
    </message>
    <message>
        <source>point y</source>
        <translation>采样点 y</translation>
    </message>
    <message>
        <source>points are placed on the picture that is trained on; go back to it to place or to move one</source>
        <translation>点要放置在用于训练的图像上；请回到该图像，再放置或移动点</translation>
    </message>
    <message>
        <source>points moved by hand</source>
        <translation>手动移动了点</translation>
    </message>
    <message>
        <source>points not finite</source>
        <translation>非有限值点</translation>
    </message>
    <message>
        <source>points outside</source>
        <translation>图外的点</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>位置参数</translation>
    </message>
    <message>
        <source>press K: the kernels of the last layer, one for each of the four channels, stand beside the one kernel of the transposed convolution with stride 2 that is woven out of them, and below stands by how much the two outputs differ; press Step, and it still holds</source>
        <translation>按 K：最后一层的四个通道各有一个卷积核，旁边是由它们交织而成的、步幅为 2 的转置卷积的单个卷积核，下方是两个输出的差异；按“单步”，结论仍然成立</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>product = value × weight</source>
        <translation>乘积 = 值 × 权重</translation>
    </message>
    <message>
        <source>product = value × weight × mask</source>
        <translation>乘积 = 值 × 权重 × 调制掩码</translation>
    </message>
    <message>
        <source>proved</source>
        <translation>已证实</translation>
    </message>
    <message>
        <source>push of training</source>
        <translation>训练的推动</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>量</translation>
    </message>
    <message>
        <source>rectify</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>resize</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>resize + conv</source>
        <translation>缩放 + 卷积</translation>
    </message>
    <message>
        <source>restored exactly</source>
        <translation>完全还原</translation>
    </message>
    <message>
        <source>restored exactly, but for {exceptions}</source>
        <translation>完全还原，{exceptions}除外</translation>
    </message>
    <message>
        <source>rigid grid</source>
        <translation>规则网格</translation>
    </message>
    <message>
        <source>rim = {length} px</source>
        <translation>外缘 = {length} px</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>roughness over taps</source>
        <translation>抽头间粗糙度</translation>
    </message>
    <message>
        <source>roughness over units</source>
        <translation>单元间粗糙度</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>row {rows} · column {columns}</source>
        <translation>行 {rows} · 列 {columns}</translation>
    </message>
    <message>
        <source>r² = {count} channels of {size}: their values at one pixel become its {r} × {r} [sub-pixels](sub-pixel).</source>
        <translation>r² = {count} 个 {size} 的通道：它们在同一像素上的值变成该像素的 {r} × {r} 个[亚像素](sub-pixel)。</translation>
    </message>
    <message>
        <source>sampling point</source>
        <translation>采样点</translation>
    </message>
    <message>
        <source>scaled shapes</source>
        <translation>缩放图形</translation>
    </message>
    <message>
        <source>sent something that cannot be read: {what}</source>
        <translation>发送了无法读取的内容：{what}</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>手动设置</translation>
    </message>
    <message>
        <source>shape {shape} read as channels, rows, columns</source>
        <translation>形状 {shape} 按通道、行、列解读</translation>
    </message>
    <message>
        <source>shape {shape} read as rows, columns, channels</source>
        <translation>形状 {shape} 按行、列、通道解读</translation>
    </message>
    <message>
        <source>share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>显示此帮助并退出</translation>
    </message>
    <message>
        <source>size = modulation</source>
        <translation>大小 = 调制</translation>
    </message>
    <message>
        <source>some phases are in the wrong places; drag chips or tiles onto one another until the picture is right</source>
        <translation>有些相位不在正确的位置；请将色块或图块互相拖放，直到图像正确</translation>
    </message>
    <message>
        <source>something went wrong in the window and may be shown wrongly now: {what}</source>
        <translation>窗口出现错误，当前显示可能有误：{what}</translation>
    </message>
    <message>
        <source>spandrel, which recognises networks by the names of their weights, does not know the architecture of these {tensors:tensor|tensors}</source>
        <translation>spandrel 按权重名称识别网络，但不认识这 {tensors} 个张量所属的架构</translation>
    </message>
    <message>
        <source>spread between groups</source>
        <translation>组间离散度</translation>
    </message>
    <message>
        <source>spread over units</source>
        <translation>单元间离散度</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>step {step} could not be reached again</source>
        <translation>无法再次到达第 {step} 步</translation>
    </message>
    <message>
        <source>step {step} was never reached there; choose one of the steps on the timeline</source>
        <translation>那里从未到达第 {step} 步；请选择时间线上的某一步</translation>
    </message>
    <message>
        <source>stride s</source>
        <translation>步幅 s</translation>
    </message>
    <message>
        <source>stuck under 0.01 px</source>
        <translation>停滞在 0.01 px 内</translation>
    </message>
    <message>
        <source>sub-pixel</source>
        <translation>亚像素</translation>
    </message>
    <message>
        <source>sub-pixel ICNR</source>
        <translation>亚像素 ICNR</translation>
    </message>
    <message>
        <source>sub-pixel {name}</source>
        <translation>亚像素 {name}</translation>
    </message>
    <message>
        <source>sub-pixel {name} reads at ({y}, {x})</source>
        <translation>亚像素 {name} 读取 ({y}, {x}) 处</translation>
    </message>
    <message>
        <source>super-resolve needs an image with 1 or 3 channels, and this source is a feature map ({channels:channel|channels}, {size:size} pixels); choose the task shuffle, or open an image</source>
        <translation>超分辨率需要 1 或 3 个通道的图像，而此源图是特征图（{channels} 个通道，{size:size} 像素）；请选择任务“重排”，或打开图像</translation>
    </message>
    <message>
        <source>swirl</source>
        <translation>旋涡</translation>
    </message>
    <message>
        <source>tap</source>
        <translation>抽头</translation>
    </message>
    <message>
        <source>tap 1,1 reads between four pixels: drag its point and watch their four shares under ONE TAP; at a whole position one pixel has all of it</source>
        <translation>抽头 1,1 在四个像素之间读取：拖动它的采样点，在“单个抽头”中观察四个份额的变化；位于整数位置时，份额全归一个像素</translation>
    </message>
    <message>
        <source>tap 1,2 of the picked output pixel is held by hand: press T, and the branch learns to put it there, which moves that tap nearly everywhere; then take it back, choose a free map as the offset branch, and press T again</source>
        <translation>所选输出像素的抽头 1,2 为手动放置：按 T，偏移分支就会学着把它放到那里，几乎所有位置的该抽头也会随之移动；然后撤销，将偏移分支改为自由偏移图，再按 T</translation>
    </message>
    <message>
        <source>tap {name}</source>
        <translation>抽头 {name}</translation>
    </message>
    <message>
        <source>tap {name} reads at ({y}, {x})</source>
        <translation>抽头 {name} 读取 ({y}, {x}) 处</translation>
    </message>
    <message>
        <source>tap {tap}</source>
        <translation>抽头 {tap}</translation>
    </message>
    <message>
        <source>term</source>
        <translation>项</translation>
    </message>
    <message>
        <source>the aim {found:quoted} can never fail, because it names no bound; add {known}</source>
        <translation>目标 {found:quoted} 没有给出界限，因此总是成立；请加上 {known}</translation>
    </message>
    <message>
        <source>the arithmetic of what is picked is on the clipboard, {lines:line|lines} for numpy</source>
        <translation>所选内容的运算已复制到剪贴板，共 {lines} 行 numpy 代码</translation>
    </message>
    <message>
        <source>the array of the {role} has the shape {shape:shape}, and {expected:shape} was expected beside the others</source>
        <translation>角色为 {role} 的数组形状为 {shape:shape}，而按其他数组应为 {expected:shape}</translation>
    </message>
    <message>
        <source>the array {array:quoted} in {name} {cause}</source>
        <translation>{name} 中的数组 {array:quoted} {cause}</translation>
    </message>
    <message>
        <source>the bound of the branch keeps the offset of tap {tap} within {bound:g} px in each direction, and it was placed {longest:.2f} px away; place it nearer, or widen the bound</source>
        <translation>偏移分支的界限将抽头 {tap} 的偏移在每个方向上限制在 {bound:g} px 以内，而它被放到了 {longest:.2f} px 处；请放近一些，或放宽界限</translation>
    </message>
    <message>
        <source>the branch as it was on the other side of Teach is gone, because training has started again since; only the placed points have changed</source>
        <translation>“教会”另一侧的偏移分支状态已不存在，因为之后又开始了训练；只有手动放置的点变了</translation>
    </message>
    <message>
        <source>the branch cannot give {count:point its place|points their places at once}: {far} of them stay too far away, the farthest {reached:.2f} px; place fewer, or choose a deeper branch</source>
        <translation>偏移分支无法使 {count} 个点同时到位：其中 {far} 个仍相距太远，最远 {reached:.2f} px；请少放几个点，或选择更深的分支</translation>
    </message>
    <message>
        <source>the branch stays as it is while training changes the kernel only; let training change the offsets too</source>
        <translation>训练只改变卷积核时，偏移分支保持不变；请让训练也改变偏移</translation>
    </message>
    <message>
        <source>the channels of the photograph are stored as DCR and read as CRD: what lands elsewhere is tinted and counted; untick Displaced to see the picture as it is, then choose DCR under Read as</source>
        <translation>照片的通道按 DCR 存储，却按 CRD 读取：落到别处的值会被着色并计数；取消勾选“错位”可查看图像本身，然后在“读取顺序”中选择 DCR</translation>
    </message>
    <message>
        <source>the classifier of scaled shapes, its drawn shapes and its two trainings are too long for a short script; choose another task</source>
        <translation>缩放图形的分类器、所绘图形及两次训练过长，无法写成简短的脚本；请选择其他任务</translation>
    </message>
    <message>
        <source>the colour profile is damaged; colours are shown as they are stored</source>
        <translation>颜色配置文件已损坏；颜色按存储值显示</translation>
    </message>
    <message>
        <source>the colour profile is meant for other colours; colours are shown as they are stored</source>
        <translation>颜色配置文件适用于其他颜色；颜色按存储值显示</translation>
    </message>
    <message>
        <source>the colour profile is not applied to grey of 16 bits</source>
        <translation>颜色配置文件不应用于 16 位灰度</translation>
    </message>
    <message>
        <source>the device &apos;{name}&apos; does not exist on this machine; choose auto or one of: {names}</source>
        <translation>此计算机上没有设备“{name}”；请选择 auto 或以下之一：{names}</translation>
    </message>
    <message>
        <source>the edge that was cut off</source>
        <translation>裁掉的边缘</translation>
    </message>
    <message>
        <source>the engine could not be started: {what}</source>
        <translation>无法启动计算引擎：{what}</translation>
    </message>
    <message>
        <source>the engine could not be told what to do: {what}</source>
        <translation>无法向计算引擎下达指令：{what}</translation>
    </message>
    <message>
        <source>the engine does not answer. It may go on by itself: wait for it, or start it again, and training begins at step 0</source>
        <translation>计算引擎没有回答。它也许会自行恢复：请等待，或重新启动它，训练将从第 0 步开始</translation>
    </message>
    <message>
        <source>the engine does not answer. It may go on by itself: wait for it, or start it again, and training goes on from where it was kept last</source>
        <translation>计算引擎没有回答。它也许会自行恢复：请等待，或重新启动它，训练将从最后保留的状态继续</translation>
    </message>
    <message>
        <source>the engine has not said yet what is read there; try again in a moment</source>
        <translation>计算引擎尚未给出那里读取的内容；请稍后再试</translation>
    </message>
    <message>
        <source>the engine speaks version {engine} of the protocol and this window version {window}; install vizapp again</source>
        <translation>计算引擎使用协议版本 {engine}，而此窗口使用版本 {window}；请重新安装 vizapp</translation>
    </message>
    <message>
        <source>the engine stopped ({how}). It is being started again</source>
        <translation>计算引擎已停止（{how}）。正在重启</translation>
    </message>
    <message>
        <source>the engine stopped {times} times in a row ({how})</source>
        <translation>计算引擎已连续停止 {times} 次（{how}）</translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out, and no smaller working size would help; close other programs, or choose a smaller source</source>
        <translation>计算引擎连续两次被系统终止（{how}），很可能是内存耗尽，更小的工作尺寸也无济于事；请关闭其他程序，或选择更小的源图</translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out: a step at a working size of {size} takes about {needed:bytes} beside the engine itself; a working size of {smaller} needs about a quarter</source>
        <translation>计算引擎连续两次被系统终止（{how}），很可能是内存耗尽：工作尺寸为 {size} 时，除计算引擎自身外，一步约需 {needed:bytes}；工作尺寸为 {smaller} 时约需其四分之一</translation>
    </message>
    <message>
        <source>the engine was ended twice in a row by the system ({how}), most likely because memory ran out; a working size of {smaller} instead of {size} needs about a quarter</source>
        <translation>计算引擎连续两次被系统终止（{how}），很可能是内存耗尽；工作尺寸用 {smaller} 代替 {size} 时，约需其四分之一</translation>
    </message>
    <message>
        <source>the engine was ended twice in a row from outside ({how}); it is not for want of memory: a step takes about {needed:bytes} and {free:bytes} are free</source>
        <translation>计算引擎连续两次被外部终止（{how}）；原因不是内存不足：一步约需 {needed:bytes}，而空闲 {free:bytes}</translation>
    </message>
    <message>
        <source>the engine was sent something that it cannot read: {what}</source>
        <translation>发送给计算引擎的内容无法读取：{what}</translation>
    </message>
    <message>
        <source>the engine was started again, and training is where it was kept last; it is paused, because it came no further than when the engine ended before. Run goes on</source>
        <translation>计算引擎已重启，训练回到最后保留的状态；训练已暂停，因为它没有比上次引擎结束时走得更远。点击“运行”可继续</translation>
    </message>
    <message>
        <source>the engine was started again; training goes on from where it was kept last</source>
        <translation>计算引擎已重启；训练从最后保留的状态继续</translation>
    </message>
    <message>
        <source>the engine was started again; training starts at step 0</source>
        <translation>计算引擎已重启；训练从第 0 步开始</translation>
    </message>
    <message>
        <source>the engine, which trains, has ended</source>
        <translation>负责训练的计算引擎已结束</translation>
    </message>
    <message>
        <source>the experiment cannot be saved yet: it is still being set up; try again in a moment</source>
        <translation>还不能保存实验：它仍在准备中；请稍后再试</translation>
    </message>
    <message>
        <source>the experiment cannot be used: {why}</source>
        <translation>无法使用这个实验：{why}</translation>
    </message>
    <message>
        <source>the experiment is as it was shared, and begins at step 0; the picture that it was made with is not in the text, so that it is shown on the present one</source>
        <translation>实验与分享时一致，从第 0 步开始；文本中不含制作时所用的图像，因此用当前图像显示</translation>
    </message>
    <message>
        <source>the experiment is as it was shared; it begins at step 0</source>
        <translation>实验与分享时一致；从第 0 步开始</translation>
    </message>
    <message>
        <source>the experiment is on the clipboard as text; paste it into a message or this window</source>
        <translation>实验已作为文本复制到剪贴板；请粘贴到消息或此窗口中</translation>
    </message>
    <message>
        <source>the experiment is saved: {name} in {folder}, {data:bytes}</source>
        <translation>实验已保存：{folder} 中的 {name}，{data:bytes}</translation>
    </message>
    <message>
        <source>the farthest is {distance} px away</source>
        <translation>最远的相距 {distance} px</translation>
    </message>
    <message>
        <source>the feature map (C, H, W) that the layer reads</source>
        <translation>该层读取的特征图 (C, H, W)</translation>
    </message>
    <message>
        <source>the file cannot be opened because of an internal error ({error})</source>
        <translation>因内部错误无法打开文件（{error}）</translation>
    </message>
    <message>
        <source>the first step needs an experiment: a table [step.experiment], or one for the lesson, [experiment]</source>
        <translation>第一步需要一个实验：表 [step.experiment]，或用于整课的 [experiment]</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>缺少必需的参数：%s</translation>
    </message>
    <message>
        <source>the full picture inside the file, of which its first page is a reduced copy</source>
        <translation>文件内的完整图像，其第一页是它的缩小副本</translation>
    </message>
    <message>
        <source>the id {found:quoted} may have small letters, digits and hyphens only: my-lesson</source>
        <translation>标识 {found:quoted} 只能含小写字母、数字和连字符：my-lesson</translation>
    </message>
    <message>
        <source>the image has {size:size} pixels; a factor of {factor} needs at least {least:size}</source>
        <translation>图像为 {size:size} 像素；放大倍数 {factor} 至少需要 {least:size}</translation>
    </message>
    <message>
        <source>the inspector has nothing to export; pick a unit or a pixel first</source>
        <translation>检查器中没有可导出的内容；请先选取单元或像素</translation>
    </message>
    <message>
        <source>the kernel reaches over {reach:size} pixels, and the copy with a padding of {padding} is smaller than that: it has {size:size} pixels without it; choose a larger padding or working size, or a smaller kernel or dilation</source>
        <translation>卷积核触及 {reach:size} 像素，而填充为 {padding} 的副本比这还小：不含填充时为 {size:size} 像素；请选择更大的填充或工作尺寸，或更小的卷积核或膨胀率</translation>
    </message>
    <message>
        <source>the lab was switched</source>
        <translation>已切换实验室</translation>
    </message>
    <message>
        <source>the largest value of the source is {largest:.1e}, and training needs it between {low:.0e} and {high:.0e}; scale the values, or show the source in the sub-pixel lab</source>
        <translation>源图的最大值为 {largest:.1e}，而训练要求它在 {low:.0e} 与 {high:.0e} 之间；请缩放数值，或在亚像素实验室中显示该源图</translation>
    </message>
    <message>
        <source>the last session</source>
        <translation>上次会话</translation>
    </message>
    <message>
        <source>the last window ended without being closed; this is where it was a few seconds before, with its training</source>
        <translation>上次窗口未经关闭就已结束；这里恢复的是结束前几秒的状态，包括其训练</translation>
    </message>
    <message>
        <source>the layer has {groups} groups, which do not divide {channels:channel|channels} of the source evenly; open the feature map that the layer reads</source>
        <translation>该层有 {groups} 个组，源图的 {channels} 个通道无法据此均分；请打开该层所读取的特征图</translation>
    </message>
    <message>
        <source>the layer&apos;s bias (O,); without it a constant of each output channel is fitted</source>
        <translation>该层的偏置 (O,)；未给出时为每个输出通道拟合一个常数</translation>
    </message>
    <message>
        <source>the layer&apos;s kernel (O, C/groups, kh, kw)</source>
        <translation>该层的卷积核 (O, C/groups, kh, kw)</translation>
    </message>
    <message>
        <source>the look is kept, but the training is not back where it was: {why}</source>
        <translation>画面已保留，但训练未回到原处：{why}</translation>
    </message>
    <message>
        <source>the look is not kept: {why}</source>
        <translation>未保留画面：{why}</translation>
    </message>
    <message>
        <source>the loss is not finite</source>
        <translation>损失不是有限值</translation>
    </message>
    <message>
        <source>the modulation mask, kh·kw·G channels</source>
        <translation>调制掩码，kh·kw·G 个通道</translation>
    </message>
    <message>
        <source>the network cannot be computed: {what}</source>
        <translation>无法计算网络：{what}</translation>
    </message>
    <message>
        <source>the network gives NaN even of a plain picture, although its weights are finite</source>
        <translation>网络的权重均为有限值，但即使输入普通图像也输出 NaN</translation>
    </message>
    <message>
        <source>the network gives NaN, because {tensor:quoted} in its weights holds NaN or infinity; save the weights of an earlier step</source>
        <translation>网络输出 NaN，因为其权重中的 {tensor:quoted} 含有 NaN 或无穷大；请保存较早一步的权重</translation>
    </message>
    <message>
        <source>the network has no pixel shuffle {layer:quoted}; open the network again, and choose one from the list</source>
        <translation>网络没有像素重排 {layer:quoted}；请重新打开网络，并从列表中选择</translation>
    </message>
    <message>
        <source>the network reads a picture, and the source is a feature map; open a picture, or put the network away</source>
        <translation>网络读取图像，而源图是特征图；请打开图像，或移除网络</translation>
    </message>
    <message>
        <source>the network reads the reduced picture, and four channels of that size are what it adds to a bicubic enlargement: the shuffle makes one of them; press Run and see the PSNR rise above that of bicubic, then press E to see the channels on their way</source>
        <translation>网络读取缩小的图像，并输出四个同样大小的通道，作为加到双三次放大结果上的内容：重排将它们合为一个；按“运行”，观察 PSNR 升到双三次之上，然后按 E 观察各通道移动的过程</translation>
    </message>
    <message>
        <source>the network reads {channels:channel|channels}; networks that read luma or RGB can be opened</source>
        <translation>网络读取 {channels} 个通道；只能打开读取亮度或 RGB 的网络</translation>
    </message>
    <message>
        <source>the network was not computed: it was cancelled</source>
        <translation>未计算网络：已取消</translation>
    </message>
    <message>
        <source>the numbers 0 to 107 stand in twelve channels of 3×3: click a pixel on either side, and see its four channels become a square of four sub-pixels; nothing is computed, every number is still there once</source>
        <translation>数字 0 到 107 位于十二个 3×3 的通道中：点击任一侧的像素，观察它的四个通道变为四个亚像素组成的方块；没有任何计算，每个数仍然恰好出现一次</translation>
    </message>
    <message>
        <source>the offset map of the 4×4 map stands in the inspector as nine pairs of 4×4 numbers: type or drag one, and see which point moves and which output pixel changes</source>
        <translation>4×4 图的偏移图在检查器中显示为九对 4×4 的数：输入或拖动其中一个，观察哪个采样点移动、哪个输出像素改变</translation>
    </message>
    <message>
        <source>the offsets are not finite</source>
        <translation>偏移不是有限值</translation>
    </message>
    <message>
        <source>the offsets of layer {layer} of {layers} are not finite</source>
        <translation>第 {layer} 层（共 {layers} 层）的偏移不是有限值</translation>
    </message>
    <message>
        <source>the offsets, 2·kh·kw·G channels (default: recognised)</source>
        <translation>偏移，2·kh·kw·G 个通道（默认：自动识别）</translation>
    </message>
    <message>
        <source>the only tap</source>
        <translation>唯一的抽头</translation>
    </message>
    <message>
        <source>the order {axes} is not applied: only an array of three axes has one</source>
        <translation>不应用轴顺序 {axes}：只有三个轴的数组才有轴顺序</translation>
    </message>
    <message>
        <source>the output (O, oh, ow) that the layer gave</source>
        <translation>该层给出的输出 (O, oh, ow)</translation>
    </message>
    <message>
        <source>the output cannot be computed from these arrays: {why}</source>
        <translation>无法用这些数组计算输出：{why}</translation>
    </message>
    <message>
        <source>the pasted picture is no longer in memory; paste it again</source>
        <translation>粘贴的图像已不在内存中；请重新粘贴</translation>
    </message>
    <message>
        <source>the photograph has become twelve small ones, each with one colour of every second pixel of every second row: point at a pixel on either side to see where it is on the other; To pixels puts them together</source>
        <translation>照片变成了十二幅小图，每幅含有隔行隔列像素的一种颜色：指向任一侧的像素，可以看到它在另一侧的位置；“转为像素”可将它们拼合</translation>
    </message>
    <message>
        <source>the picture has {size:size} pixels, and the network needs at least {least:size}; choose a larger working size, or open a larger picture</source>
        <translation>图像为 {size:size} 像素，而网络至少需要 {least:size}；请选择更大的工作尺寸，或打开更大的图像</translation>
    </message>
    <message>
        <source>the picture is on the clipboard: {size:size} pixels</source>
        <translation>图像已复制到剪贴板：{size:size} 像素</translation>
    </message>
    <message>
        <source>the picture is turned by 10 degrees, and the one tap of the rigid kernel reads beside what it should give, the farther from the middle the more: press Run and see its offsets turn the picture back</source>
        <translation>图像旋转了 10 度，规则卷积核的唯一抽头读取的位置偏离应给出的像素，离中心越远偏得越多：按“运行”，观察偏移如何将图像转回来</translation>
    </message>
    <message>
        <source>the picture was pasted and is in no file that a script could read; save it, and open the file</source>
        <translation>图像是粘贴而来的，不在任何可供脚本读取的文件中；请保存图像，再打开该文件</translation>
    </message>
    <message>
        <source>the pictures of the looks that are kept take {limit:bytes} already; put one of them away in Compare first</source>
        <translation>所保留画面的图像已占用 {limit:bytes}；请先在“比较”中移除一个画面</translation>
    </message>
    <message>
        <source>the pixel shuffle {layer:quoted} has the factor {own}, not {factor}; choose it again from the list</source>
        <translation>像素重排 {layer:quoted} 的倍数是 {own}，不是 {factor}；请从列表中重新选择</translation>
    </message>
    <message>
        <source>the placed points are for units that this map does not have</source>
        <translation>手动放置的点所属的单元在此图中不存在</translation>
    </message>
    <message>
        <source>the points have left the image, where nothing pulls them back</source>
        <translation>采样点已离开图像，那里没有什么能将它们拉回</translation>
    </message>
    <message>
        <source>the points of layer {layer} of {layers} have left what it reads, where nothing pulls them back</source>
        <translation>第 {layer} 层（共 {layers} 层）的采样点已离开其读取范围，那里没有什么能将它们拉回</translation>
    </message>
    <message>
        <source>the points of this task are the classifier&apos;s own, and cannot be placed by hand</source>
        <translation>此任务中的点属于分类器自身，不能手动放置</translation>
    </message>
    <message>
        <source>the same of the mean offset from unit to unit</source>
        <translation>同上，针对平均偏移在单元之间的变化</translation>
    </message>
    <message>
        <source>the sample {name} could not be read because the reading process ended; try again</source>
        <translation>无法读取内置示例 {name}，因为读取进程已结束；请重试</translation>
    </message>
    <message>
        <source>the sample {name} took longer than {seconds:g} seconds to open and was given up; try again</source>
        <translation>打开内置示例 {name} 超过 {seconds:g} 秒，已放弃；请重试</translation>
    </message>
    <message>
        <source>the source cannot be found: {what}</source>
        <translation>找不到源图：{what}</translation>
    </message>
    <message>
        <source>the source has {size:size} pixels; at least {least:size} are needed</source>
        <translation>源图为 {size:size} 像素；至少需要 {least:size}</translation>
    </message>
    <message>
        <source>the source holds {count:value that is|values that are} NaN or infinite, and training needs numbers everywhere; replace them, or show the source in the sub-pixel lab</source>
        <translation>源图中有 {count} 个值是 NaN 或无穷大，而训练要求处处为有效数值；请替换它们，或在亚像素实验室中显示该源图</translation>
    </message>
    <message>
        <source>the source is {dtype} of shape {shape:shape}; feature maps have to be float32 of shape (channels, height, width)</source>
        <translation>源图是形状为 {shape:shape} 的 {dtype}；特征图必须是形状为 (通道数, 高, 宽) 的 float32</translation>
    </message>
    <message>
        <source>the source is {dtype} of shape {shape:shape}; images have to be uint8 of shape (height, width, 1, 3 or 4) or uint16 of shape (height, width, 1)</source>
        <translation>源图是形状为 {shape:shape} 的 {dtype}；图像必须是形状为 (高, 宽, 1、3 或 4) 的 uint8，或形状为 (高, 宽, 1) 的 uint16</translation>
    </message>
    <message>
        <source>the taps cannot be found with this source: the target is the same number everywhere</source>
        <translation>用此源图无法找到抽头：目标处处是同一个数</translation>
    </message>
    <message>
        <source>the task shuffle</source>
        <translation>任务“重排”</translation>
    </message>
    <message>
        <source>the taught tap</source>
        <translation>已教的抽头</translation>
    </message>
    <message>
        <source>the text has {count} characters, and no experiment has more than {limit}; copy it again as a whole</source>
        <translation>文本有 {count} 个字符，而任何实验都不超过 {limit} 个；请重新完整复制</translation>
    </message>
    <message>
        <source>the text holds no experiment that can be read here: {why}</source>
        <translation>文本中没有此处可读取的实验：{why}</translation>
    </message>
    <message>
        <source>the text is not a whole experiment; copy all of it, from &quot;vizapp:&quot; to its end</source>
        <translation>文本不是完整的实验；请从“vizapp:”到末尾全部复制</translation>
    </message>
    <message>
        <source>the text is on the clipboard</source>
        <translation>文本已复制到剪贴板</translation>
    </message>
    <message>
        <source>the training in the file cannot be read ({why}); the experiment begins at step 0</source>
        <translation>无法读取文件中的训练（{why}）；实验从第 0 步开始</translation>
    </message>
    <message>
        <source>the training in the file does not fit the {lab} lab as it is here ({why}); the experiment begins at step 0</source>
        <translation>文件中的训练与此处的 {lab} 实验室不符（{why}）；实验从第 0 步开始</translation>
    </message>
    <message>
        <source>the training was sent elsewhere meanwhile</source>
        <translation>训练在此期间被转到了别处</translation>
    </message>
    <message>
        <source>the two maps are of {left:size} and {right:size} pixels, and only maps of equal size have a difference</source>
        <translation>两幅图分别为 {left:size} 和 {right:size} 像素，而只有相同大小的图才有差值</translation>
    </message>
    <message>
        <source>the two were kept with other parts of the map in view; show the whole map first</source>
        <translation>两者保留时所显示的部分不同；请先显示整幅图</translation>
    </message>
    <message>
        <source>the undo or redo was given up: something else was changed while {name} was being read</source>
        <translation>已放弃撤销或重做：读取 {name} 期间又有其他更改</translation>
    </message>
    <message>
        <source>the warm-up: the hidden shifts are the same at every unit, so that one crooked kernel is enough; press Run and see the offset doctor say that nothing depends on the picture</source>
        <translation>热身：隐藏的位移在每个单元都相同，因此一个变形的卷积核就够了；按“运行”，可以看到偏移诊断指出没有任何内容依赖于图像</translation>
    </message>
    <message>
        <source>the weight has a kernel of {kernel:size}, and only sides of 1, 3, 5 or 7 can be shown; choose another array for the weight</source>
        <translation>权重的卷积核为 {kernel:size}，而只能显示边长为 1、3、5 或 7 的卷积核；请为权重选择其他数组</translation>
    </message>
    <message>
        <source>the weight has a kernel of {kernel:size}, and {channels:channel is|channels are} not 2·{taps}·G; choose another array for the weight, or for the offsets</source>
        <translation>权重的卷积核为 {kernel:size}，而 {channels} 个通道不符合 2·{taps}·G；请为权重或偏移选择其他数组</translation>
    </message>
    <message>
        <source>the weight has {outputs:output|outputs}, which {groups} groups of channels do not divide; choose another array for the weight, or none</source>
        <translation>权重有 {outputs} 个输出，无法均分为 {groups} 个通道组；请为权重选择其他数组，或选择“无”</translation>
    </message>
    <message>
        <source>the weight reads {reads:channel|channels} and the source has {channels}; open the feature map that the layer reads, or bring the offsets without the weight</source>
        <translation>权重读取 {reads} 个通道，而源图有 {channels} 个；请打开该层所读取的特征图，或只导入偏移而不导入权重</translation>
    </message>
    <message>
        <source>the weight reads {reads:channel|channels}, which do not divide the {channels} of what the layer reads; bring the feature map, or choose another array for the weight, or none</source>
        <translation>权重读取 {reads} 个通道，不能整除该层所读取的 {channels} 个通道；请导入特征图，或为权重选择其他数组，或选择“无”</translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: it has no {tensor:quoted}</source>
        <translation>权重与其名称所属的架构不符：该架构没有 {tensor:quoted}</translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {tensor:quoted} has the sizes {own:shape}, and {expected:shape} are expected</source>
        <translation>权重与其名称所属的架构不符：{tensor:quoted} 的尺寸为 {own:shape}，而应为 {expected:shape}</translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {tensor:quoted} is missing</source>
        <translation>权重与其名称所属的架构不符：缺少 {tensor:quoted}</translation>
    </message>
    <message>
        <source>the weights do not fit the architecture that their names belong to: {what}</source>
        <translation>权重与其名称所属的架构不符：{what}</translation>
    </message>
    <message>
        <source>the weights in {name} take {needed:bytes}, more than the limit of {limit:bytes}</source>
        <translation>{name} 中的权重占 {needed:bytes}，超过 {limit:bytes} 的上限</translation>
    </message>
    <message>
        <source>the weights of the network are not there; open the network again</source>
        <translation>网络的权重不在；请重新打开网络</translation>
    </message>
    <message>
        <source>there are no curves to export; do a training step first</source>
        <translation>没有可导出的曲线；请先训练一步</translation>
    </message>
    <message>
        <source>there are no offsets to export; wait until a deformable layer is shown</source>
        <translation>没有可导出的偏移；请等待可形变层显示出来</translation>
    </message>
    <message>
        <source>there is no aim {found:quoted}; the aims are {known}</source>
        <translation>没有目标 {found:quoted}；可用的目标有 {known}</translation>
    </message>
    <message>
        <source>there is no measure {found:quoted}; the measures are {known}, with unseen_ before them for the unseen picture, or the name of a run and _</source>
        <translation>没有度量 {found:quoted}；可用的度量有 {known}，前面加 unseen_ 表示未见过的图像，或加训练的名称和 _</translation>
    </message>
    <message>
        <source>there is no network that enlarges; choose the task super-resolve and a picture</source>
        <translation>没有用于放大的网络；请选择任务“超分辨率”和一幅图像</translation>
    </message>
    <message>
        <source>there is no picture on one of the two canvases</source>
        <translation>两个画布之一没有图像</translation>
    </message>
    <message>
        <source>there is no script for this lab</source>
        <translation>此实验室没有脚本</translation>
    </message>
    <message>
        <source>there is no script for this task; choose another one</source>
        <translation>此任务没有脚本；请选择其他任务</translation>
    </message>
    <message>
        <source>there is no script for this upsampler; choose another one</source>
        <translation>此上采样器没有脚本；请选择其他上采样器</translation>
    </message>
    <message>
        <source>there is not enough memory for the network; close other programs</source>
        <translation>内存不足，无法容纳网络；请关闭其他程序</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for changing the settings; choose a smaller working size</source>
        <translation>{device} 的内存不足，无法更改设置；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for drawing the lab; choose a smaller working size</source>
        <translation>{device} 的内存不足，无法绘制实验室；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for setting up the lab: a step at a working size of {size} takes about {needed:bytes}; a working size of {smaller} needs about a quarter</source>
        <translation>{device} 的内存不足，无法准备实验室：工作尺寸为 {size} 时，一步约需 {needed:bytes}；工作尺寸为 {smaller} 时约需其四分之一</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for setting up the lab; choose a smaller working size</source>
        <translation>{device} 的内存不足，无法准备实验室；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for teaching the branch; choose a smaller working size</source>
        <translation>{device} 的内存不足，无法教会偏移分支；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for training step {step}: at a working size of {size} it takes about {needed:bytes}; a working size of {smaller} needs about a quarter</source>
        <translation>{device} 的内存不足，无法完成第 {step} 步训练：工作尺寸为 {size} 时约需 {needed:bytes}；工作尺寸为 {smaller} 时约需其四分之一</translation>
    </message>
    <message>
        <source>there is not enough memory on {device} for training step {step}; choose a smaller working size</source>
        <translation>{device} 的内存不足，无法完成第 {step} 步训练；请选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>there is not enough memory on {device}, and no smaller working size would help; close other programs, or choose a smaller source</source>
        <translation>{device} 的内存不足，更小的工作尺寸也无济于事；请关闭其他程序，或选择更小的源图</translation>
    </message>
    <message>
        <source>there is nothing on the clipboard that can be opened; copy an image or a file first</source>
        <translation>剪贴板上没有可打开的内容；请先复制图像或文件</translation>
    </message>
    <message>
        <source>there is nothing to animate yet; do some training steps first</source>
        <translation>还没有可制成动画的内容；请先训练几步</translation>
    </message>
    <message>
        <source>there is nothing to compute from yet; open a source first</source>
        <translation>还没有可供计算的内容；请先打开源图</translation>
    </message>
    <message>
        <source>there is nothing to keep yet; wait for the first output</source>
        <translation>还没有可保留的内容；请等待第一个输出</translation>
    </message>
    <message>
        <source>there is nothing to reset; open a source that the lab can use first</source>
        <translation>没有可重置的内容；请先打开实验室可用的源图</translation>
    </message>
    <message>
        <source>there is nothing to train here: this lab only shows what an operator does</source>
        <translation>此处没有可训练的内容：此实验室只展示算子的作用</translation>
    </message>
    <message>
        <source>there is nothing to train; open a source that the lab can use first</source>
        <translation>没有可训练的内容；请先打开实验室可用的源图</translation>
    </message>
    <message>
        <source>these settings change what the lab is built from; they have to be configured</source>
        <translation>这些设置会改变构建实验室的基础；必须重新配置</translation>
    </message>
    <message>
        <source>they read only zeros</source>
        <translation>它们只读到零</translation>
    </message>
    <message>
        <source>this image cannot be learned from at a factor of {factor}: the part that trains is one even grey</source>
        <translation>在放大倍数 {factor} 下无法从此图像学习：用于训练的部分是均匀的灰色</translation>
    </message>
    <message>
        <source>this image cannot be learned from at a factor of {factor}: the reduced copy has {size:size} pixels, but at least {least} a side was expected</source>
        <translation>在放大倍数 {factor} 下无法从此图像学习：缩小的副本为 {size:size} 像素，而每边至少应为 {least}</translation>
    </message>
    <message>
        <source>this is not TOML: {why}</source>
        <translation>这不是 TOML：{why}</translation>
    </message>
    <message>
        <source>this map is too large for its single values to be sent, so none can be changed; open a smaller one, or choose a smaller working size</source>
        <translation>此图过大，无法发送其单个数值，因此不能更改；请打开更小的图，或选择更小的工作尺寸</translation>
    </message>
    <message>
        <source>this session will not come back at the next start: it cannot be written to {path}; save the experiment elsewhere</source>
        <translation>此会话在下次启动时不会恢复：无法写入 {path}；请把实验保存到别处</translation>
    </message>
    <message>
        <source>three layers train on the same picture: offsets from a convolution, offsets that are trained themselves, and none; press Run, and compare their losses on this picture with those on the unseen one</source>
        <translation>三个层在同一图像上训练：一个的偏移来自卷积，一个直接训练偏移本身，一个没有偏移；按“运行”，比较它们在此图像和未见过的图像上的损失</translation>
    </message>
    <message>
        <source>training diverged at step {step}: the loss is not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：损失不是有限值；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: the offsets are not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：偏移不是有限值；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: the offsets of layer {layer} of {layers} are not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：第 {layer} 层（共 {layers} 层）的偏移不是有限值；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: the points have left the image, where nothing pulls them back; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：采样点已离开图像，那里没有什么能将它们拉回；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: the points of layer {layer} of {layers} have left what it reads, where nothing pulls them back; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：第 {layer} 层（共 {layers} 层）的采样点已离开其读取范围，那里没有什么能将它们拉回；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: what layer {layer} of {layers} gives is not finite; it is back at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset</source>
        <translation>训练在第 {step} 步发散：第 {layer} 层（共 {layers} 层）的输出不是有限值；已回到第 {kept} 步，即最后保留的正常状态；请降低学习率后继续，或重置</translation>
    </message>
    <message>
        <source>training diverged at step {step}: {what}; lower the learning rate</source>
        <translation>训练在第 {step} 步发散：{what}；请降低学习率</translation>
    </message>
    <message>
        <source>training has run away: for {steps} steps the loss has been more than {far:g} times that of the start, {start:.3g}, and is {present:.3g} now; lower the learning rate, and reset</source>
        <translation>训练已失控：连续 {steps} 步，损失一直超过起始值 {start:.3g} 的 {far:g} 倍，现为 {present:.3g}；请降低学习率并重置</translation>
    </message>
    <message>
        <source>training has run away: the loss is {present:.3g} in the end, and was {start:.3g} at the start; lower the learning rate, which is {rate:g}</source>
        <translation>训练已失控：损失最终为 {present:.3g}，而起始时为 {start:.3g}；请降低学习率（当前为 {rate:g}）</translation>
    </message>
    <message>
        <source>training is paused, because the lab was switched; Run goes on with the lab that is on show</source>
        <translation>因切换了实验室，训练已暂停；按“运行”将继续当前显示的实验室</translation>
    </message>
    <message>
        <source>transparency is left out</source>
        <translation>略去透明度</translation>
    </message>
    <message>
        <source>transposed k{side}</source>
        <translation>转置 k{side}</translation>
    </message>
    <message>
        <source>tree: places through all layers</source>
        <translation>采样树：经过所有层的位置</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>truth, {of}</source>
        <translation>真值，{of}</translation>
    </message>
    <message>
        <source>turns and scales over the map</source>
        <translation>整图旋转与缩放</translation>
    </message>
    <message>
        <source>turns and scales the kernel</source>
        <translation>卷积核旋转与缩放</translation>
    </message>
    <message>
        <source>two sub-pixel convolutions before any training: the random kernels of one differ from phase to phase, which under Progress is a checkerboard; ICNR begins with one kernel for all four phases, and with 0: press N to see its four channels alike, then Run</source>
        <translation>两个未经训练的亚像素卷积：其中一个的随机卷积核因相位而异，在“进展”中表现为棋盘伪影；ICNR 的四个相位初始时共用一个卷积核，因此为 0：按 N 可以看到它的四个通道相同，然后按“运行”</translation>
    </message>
    <message>
        <source>two whole numbers, row and column: [96, 96]</source>
        <translation>两个整数，行和列：[96, 96]</translation>
    </message>
    <message>
        <source>unbounded masks that start at 0 let nothing through {layers} layers, no gradient either, so that they would never learn; choose another modulation, one layer, or random as the start of the offset branch</source>
        <translation>从 0 开始的无界调制掩码无法让任何信号通过 {layers} 层，梯度也不能，因此永远学不会；请选择其他调制、只用一层，或将偏移分支的初始值设为随机</translation>
    </message>
    <message>
        <source>under 0.05 px</source>
        <translation>小于 0.05 px</translation>
    </message>
    <message>
        <source>units of a held point</source>
        <translation>固定的点所属的单元</translation>
    </message>
    <message>
        <source>units with one tap only</source>
        <translation>仅用一个抽头的单元</translation>
    </message>
    <message>
        <source>unpacks to {unpacked:bytes}, more than the limit of {limit:bytes}</source>
        <translation>解包后为 {unpacked:bytes}，超过 {limit:bytes} 的上限</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>无法识别的参数：%s</translation>
    </message>
    <message>
        <source>unseen</source>
        <translation>未见过</translation>
    </message>
    <message>
        <source>usage: </source>
        <translation>用法： </translation>
    </message>
    <message>
        <source>uses version {version} of the .npy format; save it again with numpy.save</source>
        <translation>使用 .npy 格式的版本 {version}；请用 numpy.save 重新保存</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value of another channel than belongs here</source>
        <translation>取自其他通道、不属于此处的值</translation>
    </message>
    <message>
        <source>values are typed into the inspector: unfold it, or open it again</source>
        <translation>值在检查器中输入：请将它展开，或重新打开</translation>
    </message>
    <message>
        <source>values beyond the range of float32 became infinite</source>
        <translation>超出 float32 范围的值变为无穷大</translation>
    </message>
    <message>
        <source>values {low:g} … {high:g}</source>
        <translation>值 {low:g} … {high:g}</translation>
    </message>
    <message>
        <source>values {low:g} … {high:g} of 0 … {most}</source>
        <translation>值 {low:g} … {high:g}，范围 0 … {most}</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>what is on show is kept as {name}; Compare shows it beside what comes next</source>
        <translation>当前显示的内容已保留为 {name}；“比较”可将它与之后的内容并列显示</translation>
    </message>
    <message>
        <source>what is set in this window will not be remembered: {path} cannot be written ({why}); make room or give it permission, or start vizapp with VIZAPP_SETTINGS naming another file</source>
        <translation>在此窗口中所做的设置不会被记住：无法写入 {path}（{why}）；请腾出空间或授予权限，或用 VIZAPP_SETTINGS 指定另一个文件后再启动 vizapp</translation>
    </message>
    <message>
        <source>what layer {layer} of {layers} gives is not finite</source>
        <translation>第 {layer} 层（共 {layers} 层）的输出不是有限值</translation>
    </message>
    <message>
        <source>where a sub-pixel reads features</source>
        <translation>亚像素读取特征的位置</translation>
    </message>
    <message>
        <source>where a tap reads features</source>
        <translation>抽头读取特征的位置</translation>
    </message>
    <message>
        <source>where other groups of features are read</source>
        <translation>其他特征组的读取位置</translation>
    </message>
    <message>
        <source>who reads here</source>
        <translation>谁读取这里</translation>
    </message>
    <message>
        <source>without an offset branch nothing can learn to move a point; choose another branch</source>
        <translation>没有偏移分支，就无法学会移动采样点；请选择其他分支</translation>
    </message>
    <message>
        <source>without offsets: bilinear</source>
        <translation>无偏移时：双线性</translation>
    </message>
    <message>
        <source>without offsets: plain kernel</source>
        <translation>无偏移时：普通卷积核</translation>
    </message>
    <message>
        <source>worst tap</source>
        <translation>最差抽头</translation>
    </message>
    <message>
        <source>worst tap, trained picture</source>
        <translation>最差抽头，训练图像</translation>
    </message>
    <message>
        <source>y {y}, x {x}</source>
        <translation>y {y}，x {x}</translation>
    </message>
    <message>
        <source>you are not allowed to read {name}; change its permissions or choose another file</source>
        <translation>没有读取 {name} 的权限；请更改其权限，或选择其他文件</translation>
    </message>
    <message>
        <source>zoom in until the tile’s pixels are at least {least} screen pixels large, to change the value of one</source>
        <translation>请放大视图，使图块的像素至少有 {least} 个屏幕像素大，才能更改其中一个的值</translation>
    </message>
    <message>
        <source>{architecture} computes no pixel shuffle by a factor from 2 to 8: it enlarges by transposed convolutions or interpolation, or not at all</source>
        <translation>{architecture} 不计算倍数为 2 到 8 的像素重排：它通过转置卷积或插值放大，或根本不放大</translation>
    </message>
    <message>
        <source>{architecture} reads more than a picture; networks that read a picture alone can be opened</source>
        <translation>{architecture} 不只读取一张图像；只能打开仅读取一张图像的网络</translation>
    </message>
    <message>
        <source>{bands:band|bands} beyond red, green and blue left out</source>
        <translation>略去红、绿、蓝以外的 {bands} 个波段</translation>
    </message>
    <message>
        <source>{bands:band|bands} of {type}, opened as a feature map</source>
        <translation>{bands} 个 {type} 波段，作为特征图打开</translation>
    </message>
    <message>
        <source>{channels:channel is|channels are} not 2·kh·kw·G for a kernel with sides of 1, 3, 5 or 7; choose another array for the offsets</source>
        <translation>对于边长为 1、3、5 或 7 的卷积核，{channels} 个通道不符合 2·kh·kw·G；请为偏移选择其他数组</translation>
    </message>
    <message>
        <source>{channels:channel was|channels were} padded with zeros to {padded}, a multiple of {phases}.</source>
        <translation>{channels} 个通道已补零到 {padded} 个，即 {phases} 的倍数。</translation>
    </message>
    <message>
        <source>{channels} channels of {size}</source>
        <translation>{channels} 个 {size} 的通道</translation>
    </message>
    <message>
        <source>{channels} channels of {size}.</source>
        <translation>{channels} 个 {size} 的通道。</translation>
    </message>
    <message>
        <source>{channels} of the [target](hidden-rule): one kernel, read at the places that a rule hides.</source>
        <translation>[目标](hidden-rule)，{channels}：一个卷积核，在规则隐藏的位置读取。</translation>
    </message>
    <message>
        <source>{channels} of the [target](hidden-rule): the kernel read at the hidden places, the dashed rings.</source>
        <translation>[目标](hidden-rule)，{channels}：卷积核在隐藏的位置（虚线圆环）读取。</translation>
    </message>
    <message>
        <source>{channels} of the last of {layers} layers, {when}: each value is a weighted sum of {taps} [readings](kernel).</source>
        <translation>{layers} 层中最后一层的{channels}，{when}：每个值是 {taps} 次[读取](kernel)的加权和。</translation>
    </message>
    <message>
        <source>{channels} of the last of {layers} layers: each value is a weighted sum of {taps} [readings](kernel).</source>
        <translation>{layers} 层中最后一层的{channels}：每个值是 {taps} 次[读取](kernel)的加权和。</translation>
    </message>
    <message>
        <source>{channels} of the output that was brought.</source>
        <translation>导入的输出，{channels}。</translation>
    </message>
    <message>
        <source>{channels} of the plain convolution: the same [kernel](kernel), without [offsets](offset).</source>
        <translation>普通卷积的输出，{channels}：[卷积核](kernel)相同，没有[偏移](offset)。</translation>
    </message>
    <message>
        <source>{channels} of {all_channels} channels displaced: {values} of {all_values} values</source>
        <translation>{all_channels} 个通道中有 {channels} 个错位：{all_values} 个值中的 {values} 个</translation>
    </message>
    <message>
        <source>{channels} phases of {size}</source>
        <translation>{channels} 个 {size} 的相位</translation>
    </message>
    <message>
        <source>{channels} that convolution {layer} gives, {when}: each value sums what {taps} [taps](kernel) read.</source>
        <translation>第 {layer} 个卷积的输出，{channels}，{when}：每个值是 {taps} 个[抽头](kernel)所读值的加权和。</translation>
    </message>
    <message>
        <source>{channels} that convolution {layer} of the classifier gives without any [offsets](offset).</source>
        <translation>分类器的第 {layer} 个卷积在没有任何[偏移](offset)时的输出，{channels}。</translation>
    </message>
    <message>
        <source>{channels}, {when}: each value is a weighted sum of {taps} [readings](kernel).</source>
        <translation>{channels}，{when}：每个值是 {taps} 次[读取](kernel)的加权和。</translation>
    </message>
    <message>
        <source>{channels}, {when}: each value weighs what one [tap](kernel) reads.</source>
        <translation>{channels}，{when}：每个值是一个[抽头](kernel)读数的加权。</translation>
    </message>
    <message>
        <source>{channels}: each value is a weighted sum of {taps} [readings](kernel).</source>
        <translation>{channels}：每个值是 {taps} 次[读取](kernel)的加权和。</translation>
    </message>
    <message>
        <source>{channels}: each value weighs what one [tap](kernel) reads.</source>
        <translation>{channels}：每个值是一个[抽头](kernel)读数的加权。</translation>
    </message>
    <message>
        <source>{count:tap|taps}</source>
        <translation>{count} 个抽头</translation>
    </message>
    <message>
        <source>{count:value of the source is|values of the source are} not finite ({nan} NaN, {infinite} infinite), the first in channel {channel} at row {y}, column {x}: what reads one of them is not finite either.</source>
        <translation>源图中有 {count} 个值不是有限值（{nan} 个 NaN，{infinite} 个无穷大），第一个位于通道 {channel} 第 {y} 行第 {x} 列：凡读取到它们的结果也不是有限值。</translation>
    </message>
    <message>
        <source>{count:value|values} marked as missing</source>
        <translation>{count} 个值标记为缺失</translation>
    </message>
    <message>
        <source>{count:value|values} marked as missing shown as black</source>
        <translation>{count} 个标记为缺失的值显示为黑色</translation>
    </message>
    <message>
        <source>{count} [upsamplers](super-resolution) side by side, {when}: each enlarges the same copy {r} times.</source>
        <translation>{count} 个[上采样器](super-resolution)并排，{when}：各自将同一副本放大 {r} 倍。</translation>
    </message>
    <message>
        <source>{count} channels of {size}: r² = {phases} for each of {outputs} outputs ([factor](upscale-factor) {r}).</source>
        <translation>{count} 个 {size} 的通道：{outputs} 个输出各有 r² = {phases} 个（[放大倍数](upscale-factor) {r}）。</translation>
    </message>
    <message>
        <source>{count} files were given; the first of them, {name}, was taken</source>
        <translation>给出了 {count} 个文件；已采用其中第一个：{name}</translation>
    </message>
    <message>
        <source>{count} groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}</source>
        <translation>输入的 {channels} 个通道无法均分为 {count} 个组；请选择 {fitting:list}</translation>
    </message>
    <message>
        <source>{count} looks are kept, and no more can be; put one of them away in Compare first</source>
        <translation>已保留 {count} 个画面，不能再多；请先在“比较”中移除一个</translation>
    </message>
    <message>
        <source>{count} of {points} points are placed by hand.</source>
        <translation>{points} 个点中有 {count} 个是手动放置的。</translation>
    </message>
    <message>
        <source>{count} of {points} points has no finite [offset](offset) and reads nothing.</source>
        <translation>{points} 个点中有 {count} 个没有有限的[偏移](offset)，不读取任何内容。</translation>
    </message>
    <message>
        <source>{count} of {points} points have no finite [offset](offset) and read nothing.</source>
        <translation>{points} 个点中有 {count} 个的[偏移](offset)不是有限值，不读取任何内容。</translation>
    </message>
    <message>
        <source>{count} of {points} points is placed by hand.</source>
        <translation>{points} 个点中有 {count} 个是手动放置的。</translation>
    </message>
    <message>
        <source>{count} offset groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}</source>
        <translation>输入的 {channels} 个通道无法均分为 {count} 个偏移组；请选择 {fitting:list}</translation>
    </message>
    <message>
        <source>{count} points are placed already; clear them first</source>
        <translation>已放置 {count} 个点；请先清除</translation>
    </message>
    <message>
        <source>{count} units read pixel ({y}, {x})</source>
        <translation>{count} 个单元读取像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>{count} values are changed by hand.</source>
        <translation>{count} 个值是手动更改的。</translation>
    </message>
    <message>
        <source>{count} values changed by hand</source>
        <translation>{count} 个手动更改的值</translation>
    </message>
    <message>
        <source>{count} values have been changed, and no more can be; give some of them back first</source>
        <translation>已更改 {count} 个值，不能再多；请先还原其中一些</translation>
    </message>
    <message>
        <source>{count} values that are not finite shown as black</source>
        <translation>{count} 个非有限值显示为黑色</translation>
    </message>
    <message>
        <source>{differing} of the {values} displaced values are also another number than there should be.</source>
        <translation>{values} 个错位的值中，有 {differing} 个的数值也与应有的不同。</translation>
    </message>
    <message>
        <source>{formula}; of luma, bicubic + residual = output</source>
        <translation>{formula}；就亮度而言，双三次 + 残差 = 输出</translation>
    </message>
    <message>
        <source>{found:quoted} is no place; write one of: {known}</source>
        <translation>{found:quoted} 不是位置；请写下列之一：{known}</translation>
    </message>
    <message>
        <source>{found:quoted} needs {count:number|numbers} after a colon, like this: {example}</source>
        <translation>{found:quoted} 的冒号后需要 {count} 个数，例如：{example}</translation>
    </message>
    <message>
        <source>{gain} · SSIM {ssim}</source>
        <translation>{gain} · SSIM {ssim}</translation>
    </message>
    <message>
        <source>{gain}, below</source>
        <translation>{gain}，更低</translation>
    </message>
    <message>
        <source>{groups} offset groups do not divide {channels:channel|channels} of what the layer reads; choose another kernel, or bring the feature map</source>
        <translation>该层所读取的 {channels} 个通道无法均分为 {groups} 个偏移组；请选择其他卷积核，或导入特征图</translation>
    </message>
    <message>
        <source>{how}</source>
        <translation>{how}</translation>
    </message>
    <message>
        <source>{how}, as the system does when memory runs out</source>
        <translation>{how}，内存耗尽时系统会这样做</translation>
    </message>
    <message>
        <source>{key:quoted} has no text; write what the reader is to do or to see</source>
        <translation>{key:quoted} 没有文字；请写出读者要做什么或看什么</translation>
    </message>
    <message>
        <source>{key:quoted} has {count} characters, and at most {limit} have room</source>
        <translation>{key:quoted} 有 {count} 个字符，至多容纳 {limit} 个</translation>
    </message>
    <message>
        <source>{key:quoted} holds a character that cannot be shown (number {number}); delete it</source>
        <translation>{key:quoted} 含有无法显示的字符（编号 {number}）；请将其删除</translation>
    </message>
    <message>
        <source>{key:quoted} is missing; it looks like this: {example}</source>
        <translation>缺少 {key:quoted}，写法如下：{example}</translation>
    </message>
    <message>
        <source>{key:quoted} is no language of the program; the languages are {known}</source>
        <translation>{key:quoted} 不是程序的语言；可用的语言有 {known}</translation>
    </message>
    <message>
        <source>{key:quoted} is not known here; what can stand here: {known}</source>
        <translation>此处没有 {key:quoted} 这一项；可用的有：{known}</translation>
    </message>
    <message>
        <source>{key:quoted} is {found:quoted}, which is not known; choose among: {known}</source>
        <translation>{key:quoted} 为 {found:quoted}，没有这一项；请从中选择：{known}</translation>
    </message>
    <message>
        <source>{key:quoted} is {found}, and has to be at least {limit}</source>
        <translation>{key:quoted} 为 {found}，至少应为 {limit}</translation>
    </message>
    <message>
        <source>{key:quoted} should be {wanted}, and is {found}</source>
        <translation>{key:quoted} 应为{wanted}，而实际为{found}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{low} to {high} dB</source>
        <translation>{low} 至 {high} dB</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 及另外 {count} 个</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} 和 {last}</translation>
    </message>
    <message>
        <source>{name} became shorter while it was read; open it again</source>
        <translation>{name} 在读取过程中变短了；请重新打开</translation>
    </message>
    <message>
        <source>{name} cannot be opened as a network: {cause}</source>
        <translation>{name} 无法作为网络打开：{cause}</translation>
    </message>
    <message>
        <source>{name} cannot be opened because no process can be started: {why}</source>
        <translation>无法打开 {name}，因为无法启动进程：{why}</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {part} in it contradicts itself or the rest ({why})</source>
        <translation>无法打开 {name}：其中的 {part} 自相矛盾或与其余部分矛盾（{why}）</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {part} in it takes {size:bytes}, more than the limit of {limit:bytes}</source>
        <translation>无法打开 {name}：其中的 {part} 占 {size:bytes}，超过 {limit:bytes} 的上限</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {why}</source>
        <translation>无法打开 {name}：{why}</translation>
    </message>
    <message>
        <source>{name} cannot be read to its end: {why}</source>
        <translation>{name} 无法读取到末尾：{why}</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}</source>
        <translation>无法读取 {name}：{why}</translation>
    </message>
    <message>
        <source>{name} could not be read</source>
        <translation>无法读取 {name}</translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process ended (exit status {number}); the file may be damaged or need too much memory</source>
        <translation>无法读取 {name}：读取进程已结束（退出状态 {number}）；文件可能已损坏，或需要过多内存</translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process ended (signal {number}); the file may be damaged or need too much memory</source>
        <translation>无法读取 {name}：读取进程已结束（信号 {number}）；文件可能已损坏，或需要过多内存</translation>
    </message>
    <message>
        <source>{name} could not be read: the reading process said something that cannot be so ({what}); try again</source>
        <translation>无法读取 {name}：读取进程给出了不可能的回答（{what}）；请重试</translation>
    </message>
    <message>
        <source>{name} could not be written: there is not enough memory even for a part of the picture; close other programs</source>
        <translation>无法写入 {name}：内存连图像的一部分也容纳不下；请关闭其他程序</translation>
    </message>
    <message>
        <source>{name} could not be written: {why}; a file that had this name stays as it was</source>
        <translation>无法写入 {name}：{why}；原有的同名文件保持不变</translation>
    </message>
    <message>
        <source>{name} describes its content in {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors in it</source>
        <translation>{name} 的内容描述占 {length:bytes}，超过 {limit:bytes} 的上限；请减少其中保存的张量</translation>
    </message>
    <message>
        <source>{name} does not exist; it may have been moved or renamed</source>
        <translation>{name} 不存在；它可能已被移动或重命名</translation>
    </message>
    <message>
        <source>{name} does not look like the weights of a network with convolutions; save model.state_dict()</source>
        <translation>{name} 不像是卷积网络的权重；请保存 model.state_dict()</translation>
    </message>
    <message>
        <source>{name} has a damaged safetensors header; save or download it again</source>
        <translation>{name} 的 safetensors 头部已损坏；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} has a header of {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors in it</source>
        <translation>{name} 的头部为 {length:bytes}，超过 {limit:bytes} 的上限；请减少其中保存的张量</translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; it holds one array without a name</source>
        <translation>{name} 没有名为 {array:quoted} 的数组；其中有一个未命名的数组</translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; it holds {there}</source>
        <translation>{name} 没有名为 {array:quoted} 的数组；其中有 {there}</translation>
    </message>
    <message>
        <source>{name} has no array named {array:quoted}; none in it can be used</source>
        <translation>{name} 没有名为 {array:quoted} 的数组；其中没有可用的数组</translation>
    </message>
    <message>
        <source>{name} has the shape {shape:shape}, which is not that of the {role} of a layer</source>
        <translation>{name} 的形状为 {shape:shape}，与层的 {role} 应有的形状不符</translation>
    </message>
    <message>
        <source>{name} has {size:size} pixels, and the source {source:size}: what a network has made of it is as large, or {factors:or} times as large on both sides</source>
        <translation>{name} 为 {size:size} 像素，源图为 {source:size} 像素：网络由它得到的结果应与之等大，或两边均为其 {factors:or} 倍</translation>
    </message>
    <message>
        <source>{name} holds a dictionary whose keys are not read, such as tuples of tuples or of large numbers; save the tensors under names, for example model.state_dict()</source>
        <translation>{name} 中有一个字典的键无法读取，例如嵌套的元组或含有很大的数的元组；请以名称为键保存张量，例如 model.state_dict()</translation>
    </message>
    <message>
        <source>{name} holds an array whose name has {length} characters, more than the limit of {limit}; save it under a shorter name</source>
        <translation>{name} 中有一个数组的名称长达 {length} 个字符，超过上限 {limit}；请用较短的名称保存</translation>
    </message>
    <message>
        <source>{name} holds no array; save at least one with a shape of (C, H, W)</source>
        <translation>{name} 不含数组；请至少保存一个形状为 (C, H, W) 的数组</translation>
    </message>
    <message>
        <source>{name} holds no experiment that can be read here: {why}</source>
        <translation>{name} 中没有此处可读取的实验：{why}</translation>
    </message>
    <message>
        <source>{name} holds pickled Python objects (such as {example}), which are never loaded; save only tensors, for example model.state_dict()</source>
        <translation>{name} 含有经 pickle 序列化的 Python 对象（如 {example}），此类对象一律不加载；请只保存张量，例如 model.state_dict()</translation>
    </message>
    <message>
        <source>{name} holds pickled Python objects, which are never loaded; save only tensors, for example model.state_dict()</source>
        <translation>{name} 含有经 pickle 序列化的 Python 对象，此类对象一律不加载；请只保存张量，例如 model.state_dict()</translation>
    </message>
    <message>
        <source>{name} holds {count} arrays, more than the limit of {most}; save fewer of them</source>
        <translation>{name} 含有 {count} 个数组，超过 {most} 个的上限；请减少保存的数组</translation>
    </message>
    <message>
        <source>{name} holds {count} arrays; choose one of {there}</source>
        <translation>{name} 含有 {count} 个数组；请选择其中之一：{there}</translation>
    </message>
    <message>
        <source>{name} holds {entry} twice, so that it cannot be told which one is meant; save it again</source>
        <translation>{name} 中有两个 {entry}，无法判断指的是哪一个；请重新保存</translation>
    </message>
    <message>
        <source>{name} holds {part:quoted}, which no experiment of format {known} holds</source>
        <translation>{name} 含有 {part:quoted}，而格式 {known} 的实验中不应有此内容</translation>
    </message>
    <message>
        <source>{name} is a JPEG image of more than {most} scans, which takes too long; save it again</source>
        <translation>{name} 是扫描次数超过 {most} 的 JPEG 图像，读取太慢；请重新保存</translation>
    </message>
    <message>
        <source>{name} is a Python pickle, which can run code when it is opened and is therefore never read; save the array with numpy.save or the tensor with torch.save</source>
        <translation>{name} 是 Python pickle，打开时可能运行代码，因此一律不读取；请用 numpy.save 保存数组，或用 torch.save 保存张量</translation>
    </message>
    <message>
        <source>{name} is a TorchScript program, which is never run; save its tensors with torch.save, for example model.state_dict()</source>
        <translation>{name} 是 TorchScript 程序，一律不运行；请用 torch.save 保存其张量，例如 model.state_dict()</translation>
    </message>
    <message>
        <source>{name} is a device, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 是设备，不是文件；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is a feature map; what a network has made of the source is an image</source>
        <translation>{name} 是特征图；网络由源图得到的结果应是图像</translation>
    </message>
    <message>
        <source>{name} is a folder; choose one file inside it</source>
        <translation>{name} 是文件夹；请选择其中的一个文件</translation>
    </message>
    <message>
        <source>{name} is a picture; offsets are arrays (npy, npz, safetensors, pt)</source>
        <translation>{name} 是图像；偏移应为数组（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is a picture; weights of a network are in a safetensors or a pt file</source>
        <translation>{name} 是图像；网络的权重应在 safetensors 或 pt 文件中</translation>
    </message>
    <message>
        <source>{name} is a pipe, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 是管道，不是文件；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is a socket, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 是套接字，不是文件；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is a zip archive that is damaged or cut off; save or download it again</source>
        <translation>{name} 是损坏或不完整的 zip 归档；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is a zip archive without arrays in it; unpack it and open one file</source>
        <translation>{name} 是不含数组的 zip 归档；请解压后打开其中一个文件</translation>
    </message>
    <message>
        <source>{name} is an HEIC picture, which cannot be opened; save it as JPEG or PNG</source>
        <translation>{name} 是 HEIC 图像，无法打开；请另存为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>{name} is an experiment without a picture of its own; open it as an experiment</source>
        <translation>{name} 是不含自身图像的实验；请将它作为实验打开</translation>
    </message>
    <message>
        <source>{name} is an exported program (torch.export), which is never run; save tensors with torch.save</source>
        <translation>{name} 是导出的程序 (torch.export)，一律不运行；请用 torch.save 保存张量</translation>
    </message>
    <message>
        <source>{name} is an interpolation, which has no network that enlarges; have another upsampler on show</source>
        <translation>{name} 是插值，没有用于放大的网络；请显示其他上采样器</translation>
    </message>
    <message>
        <source>{name} is cut off or damaged; open an earlier copy of it</source>
        <translation>{name} 不完整或已损坏；请打开较早的副本</translation>
    </message>
    <message>
        <source>{name} is cut off: its tensors need {announced:bytes}, but only {present:bytes} are there; save or download it again</source>
        <translation>{name} 不完整：其中的张量需要 {announced:bytes}，但只有 {present:bytes}；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is cut off: its {format} header is incomplete; save or download it again</source>
        <translation>{name} 不完整：其 {format} 头部有缺失；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is cut off: the {format} data end too early; save or download it again</source>
        <translation>{name} 不完整：{format} 数据过早结束；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is damaged: an array in it cannot be unpacked; save or download it again</source>
        <translation>{name} 已损坏：其中有一个数组无法解包；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is damaged: {part} in it cannot be unpacked; open an earlier copy of it</source>
        <translation>{name} 已损坏：其中的 {part} 无法解包；请打开它较早的副本</translation>
    </message>
    <message>
        <source>{name} is empty; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation>{name} 为空；请选择含网络权重的文件（safetensors、pt、pth）</translation>
    </message>
    <message>
        <source>{name} is empty; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 为空；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is empty; copy the image again</source>
        <translation>{name} 为空；请重新复制图像</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be opened; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation>{name} 的格式无法打开；请选择含网络权重的文件（safetensors、pt、pth）</translation>
    </message>
    <message>
        <source>{name} is in a format that cannot be opened; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 的格式无法打开；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is larger than the limit of {limit:bytes}; reduce it first</source>
        <translation>{name} 超过 {limit:bytes} 的上限；请先将它缩小</translation>
    </message>
    <message>
        <source>{name} is larger than the limit of {limit:bytes}; save a smaller part of it</source>
        <translation>{name} 超过 {limit:bytes} 的上限；请保存其较小的一部分</translation>
    </message>
    <message>
        <source>{name} is larger than {limit:bytes}, which is more than a lesson can need</source>
        <translation>{name} 大于 {limit:bytes}，超过一课所需</translation>
    </message>
    <message>
        <source>{name} is larger than {most} megapixels; reduce or crop it first</source>
        <translation>{name} 超过 {most} 百万像素；请先缩小或裁剪</translation>
    </message>
    <message>
        <source>{name} is named like {expected:kind}, but its content is not one or its beginning is damaged; save or download it again</source>
        <translation>{name} 的名称像是 {expected:kind}，但内容不是，或其开头已损坏；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is no lesson: {what}</source>
        <translation>{name} 不是课程：{what}</translation>
    </message>
    <message>
        <source>{name} is no lesson: {what} There is {count:more mistake|more mistakes}; vizapp lesson check lists all</source>
        <translation>{name} 不是课程：{what}另有 {count} 处错误；vizapp lesson check 可全部列出</translation>
    </message>
    <message>
        <source>{name} is not a PyTorch file; save it again with torch.save</source>
        <translation>{name} 不是 PyTorch 文件；请用 torch.save 重新保存</translation>
    </message>
    <message>
        <source>{name} is not a valid PyTorch file or is damaged; save or download it again</source>
        <translation>{name} 不是有效的 PyTorch 文件，或已损坏；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is not a valid safetensors file: it announces a header of {announced:bytes}, but has only {present:bytes}; save or download it again</source>
        <translation>{name} 不是有效的 safetensors 文件：它声明头部为 {announced:bytes}，实际只有 {present:bytes}；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is not a valid safetensors file: its tensors overlap, or something lies between them that belongs to none; save or download it again</source>
        <translation>{name} 不是有效的 safetensors 文件：其中的张量相互重叠，或之间有不属于任何张量的内容；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is not a valid {format} image or is damaged; save or download it again</source>
        <translation>{name} 不是有效的 {format} 图像，或已损坏；请重新保存或下载</translation>
    </message>
    <message>
        <source>{name} is not an experiment of vizapp; choose a file that vizapp has saved</source>
        <translation>{name} 不是 vizapp 的实验；请选择由 vizapp 保存的文件</translation>
    </message>
    <message>
        <source>{name} is not an image that can be opened; copy it as png, jpg, webp, avif, bmp, gif or tiff</source>
        <translation>{name} 不是可打开的图像；请以 png、jpg、webp、avif、bmp、gif 或 tiff 格式复制</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; choose one with the weights of a network (safetensors, pt, pth)</source>
        <translation>{name} 不是普通文件；请选择含网络权重的文件（safetensors、pt、pth）</translation>
    </message>
    <message>
        <source>{name} is not saved: it was cancelled; a file that had this name stays as it was</source>
        <translation>未保存 {name}：已取消；原有的同名文件保持不变</translation>
    </message>
    <message>
        <source>{name} is not text in UTF-8; save it as UTF-8 in your editor</source>
        <translation>{name} 不是 UTF-8 文本；请在编辑器中存为 UTF-8</translation>
    </message>
    <message>
        <source>{name} is not whole: {part} is missing in it; open an earlier copy of it</source>
        <translation>{name} 不完整：其中缺少 {part}；请打开它较早的副本</translation>
    </message>
    <message>
        <source>{name} is on the computer {host}; copy the file to this computer, then drop it</source>
        <translation>{name} 位于计算机 {host} 上；请将文件复制到此计算机，再拖放</translation>
    </message>
    <message>
        <source>{name} is packed, which torch.save never does; save it again with torch.save</source>
        <translation>{name} 经过压缩打包，而 torch.save 从不这样做；请用 torch.save 重新保存</translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: a script of {lines:line|lines} for torch and torchvision</source>
        <translation>{name} 已保存到 {folder}：{lines} 行的 torch 与 torchvision 脚本</translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: {size:size} pixels, {data:bytes}, enlarged by the network as it was after {steps:step|steps}</source>
        <translation>{name} 已保存到 {folder}：{size:size} 像素，{data:bytes}，由训练 {steps} 步后的网络放大</translation>
    </message>
    <message>
        <source>{name} is saved in {folder}: {size:size} pixels, {data:bytes}; the network was not trained yet, so that this is the bicubic enlargement and what random weights add to it</source>
        <translation>{name} 已保存到 {folder}：{size:size} 像素，{data:bytes}；网络尚未训练，因此这是双三次放大加上随机权重的结果</translation>
    </message>
    <message>
        <source>{name} is still being saved; wait for it, or cancel it, before another one is begun</source>
        <translation>仍在保存 {name}；请等它完成或将其取消，再开始另一个</translation>
    </message>
    <message>
        <source>{name} is stored in {pieces} pieces, more than the limit of {most}; save it again in larger strips or tiles</source>
        <translation>{name} 分成 {pieces} 块存储，超过上限 {most}；请用更大的条带或图块重新保存</translation>
    </message>
    <message>
        <source>{name} is text, although it is named like {expected:kind}; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 是文本，尽管名称像是 {expected:kind}；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is text; choose a file with the weights of a network (safetensors, pt, pth)</source>
        <translation>{name} 是文本；请选择含网络权重的文件（safetensors、pt、pth）</translation>
    </message>
    <message>
        <source>{name} is text; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map (npy, npz, safetensors, pt)</source>
        <translation>{name} 是文本；请选择图像（png、jpg、webp、avif、bmp、gif、tiff）或特征图（npy、npz、safetensors、pt）</translation>
    </message>
    <message>
        <source>{name} is the picture that is open; save the experiment under another name</source>
        <translation>{name} 是当前打开的图像；请用其他名称保存实验</translation>
    </message>
    <message>
        <source>{name} is the picture that is to be enlarged; choose another name for the result</source>
        <translation>{name} 是要放大的图像；请为结果选择其他名称</translation>
    </message>
    <message>
        <source>{name} is written: a row with offset, point and mask for each of {points:sampling point|sampling points}</source>
        <translation>已写入 {name}：{points} 个采样点各占一行，含偏移、位置和调制掩码</translation>
    </message>
    <message>
        <source>{name} is written: offsets, points, masks and field of {points:sampling point|sampling points}</source>
        <translation>已写入 {name}：{points} 个采样点的偏移、位置、调制掩码和偏移场</translation>
    </message>
    <message>
        <source>{name} is written: {data:bytes}</source>
        <translation>已写入 {name}：{data:bytes}</translation>
    </message>
    <message>
        <source>{name} needs more memory than there is to decode; reduce it first</source>
        <translation>解码 {name} 所需的内存超过现有内存；请先将它缩小</translation>
    </message>
    <message>
        <source>{name} needs more memory than there is to open; reduce it first</source>
        <translation>打开 {name} 所需的内存超过现有内存；请先将它缩小</translation>
    </message>
    <message>
        <source>{name} needs more memory than there is; save fewer tensors in it</source>
        <translation>{name} 所需的内存超过现有内存；请减少其中保存的张量</translation>
    </message>
    <message>
        <source>{name} no longer holds an array {array:quoted}; drop the file again</source>
        <translation>{name} 中不再有数组 {array:quoted}；请重新拖放该文件</translation>
    </message>
    <message>
        <source>{name} took longer than {seconds:g} seconds to open and was given up; try a smaller file</source>
        <translation>打开 {name} 超过 {seconds:g} 秒，已放弃；请尝试更小的文件</translation>
    </message>
    <message>
        <source>{name} was not written: its curves have more or fewer values than they say; save it once more</source>
        <translation>未写入 {name}：其曲线的数值个数与所声明的不符；请再保存一次</translation>
    </message>
    <message>
        <source>{name} was not written: the enlarged picture is a PNG file; choose a name that ends in .png</source>
        <translation>未写入 {name}：放大的图像是 PNG 文件；请选择以 .png 结尾的名称</translation>
    </message>
    <message>
        <source>{name} was not written: there is not enough memory for it; close other programs</source>
        <translation>未写入 {name}：内存不足；请关闭其他程序</translation>
    </message>
    <message>
        <source>{name} was not written: {part} would be larger than {limit:bytes}, and could not be opened again</source>
        <translation>未写入 {name}：{part} 将超过 {limit:bytes}，之后无法再打开</translation>
    </message>
    <message>
        <source>{name} was replaced by another file while it was opened; open it again</source>
        <translation>{name} 在打开时被另一个文件替换；请重新打开</translation>
    </message>
    <message>
        <source>{name} was saved by a newer vizapp ({program}): it is in version {version} of the format, and this one reads up to {known}; install a newer vizapp</source>
        <translation>{name} 由更新版本的 vizapp（{program}）保存：其格式版本为 {version}，而此程序最高只能读取版本 {known}；请安装更新版本的 vizapp</translation>
    </message>
    <message>
        <source>{name} {cause}</source>
        <translation>{name} {cause}</translation>
    </message>
    <message>
        <source>{name}, {size} pixels.</source>
        <translation>{name}，{size} 像素。</translation>
    </message>
    <message>
        <source>{name}: the layer reads {size} pixels in one channel.</source>
        <translation>{name}：该层读取 {size} 像素，1 个通道。</translation>
    </message>
    <message>
        <source>{name}: the layer reads {size} pixels in {channels} channels.</source>
        <translation>{name}：该层读取 {size} 像素，{channels} 个通道。</translation>
    </message>
    <message>
        <source>{note} · magenta: NaN</source>
        <translation>{note} · 品红：NaN</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one}和 {other}</translation>
    </message>
    <message>
        <source>{package} cannot be used: {why} (found at {place}); remove what stands there, or install {package} again</source>
        <translation>{package} 无法使用：{why}（位于 {place}）；请移除那里的内容，或重新安装 {package}</translation>
    </message>
    <message>
        <source>{package} is not installed; install it: pip install {package}</source>
        <translation>{package} 未安装；请安装：pip install {package}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{pixels} pixels cannot tell {taps} taps apart: the points need not come to the hidden ones.</source>
        <translation>{pixels} 个像素不足以区分 {taps} 个抽头：采样点不一定会到达隐藏抽头的位置。</translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>{shown} of {count} channels of {size}: the r² = {phases} of {groups} of {outputs} outputs.</source>
        <translation>{count} 个 {size} 的通道中的 {shown} 个：属于 {outputs} 个输出中的 {groups} 个，各有 r² = {phases} 个。</translation>
    </message>
    <message>
        <source>{side} × {side} ones: each writes to {kernel} × {kernel} outputs, the next one {stride} farther ([transposed convolution](transposed-convolution)).</source>
        <translation>{side} × {side} 个 1：每个写入 {kernel} × {kernel} 个输出，下一个向前移 {stride}（[转置卷积](transposed-convolution)）。</translation>
    </message>
    <message>
        <source>{status}, {changed}</source>
        <translation>{status}，含 {changed}</translation>
    </message>
    <message>
        <source>{status}: with one output channel both orders are the same</source>
        <translation>{status}：只有一个输出通道时，两种顺序相同</translation>
    </message>
    <message>
        <source>{tap} of group {group}</source>
        <translation>组 {group} 的 {tap}</translation>
    </message>
    <message>
        <source>{tap}: the four pixels around its point, {channel}</source>
        <translation>{tap}：采样点周围的四个像素，{channel}</translation>
    </message>
    <message>
        <source>{tap}: what it adds to the output</source>
        <translation>{tap}：对输出的贡献</translation>
    </message>
    <message>
        <source>{text:quoted} is not a number from -{most} to {most}; the number before it stays</source>
        <translation>{text:quoted} 不是 -{most} 到 {most} 之间的数；保留原来的数</translation>
    </message>
    <message>
        <source>{text} Their [masks](modulation) are {low} to {high}.</source>
        <translation>{text}其[调制掩码](modulation)为 {low} 至 {high}。</translation>
    </message>
    <message>
        <source>{text} Their [masks](modulation) are {low}.</source>
        <translation>{text}其[调制掩码](modulation)为 {low}。</translation>
    </message>
    <message>
        <source>{text} [Offset group](offset-groups) {group} of 0 to {last}.</source>
        <translation>{text}[偏移组](offset-groups) {group}（0 到 {last}）。</translation>
    </message>
    <message>
        <source>{tiles} of {channels} channels of {size}</source>
        <translation>{channels} 个 {size} 的通道中的 {tiles} 个</translation>
    </message>
    <message>
        <source>{title} {value} (warns {limit}): {advice}</source>
        <translation>{title} {value}（警告条件：{limit}）：{advice}</translation>
    </message>
    <message>
        <source>{type} from {low:g} to {high:g} mapped to 16-bit grey</source>
        <translation>从 {low:g} 到 {high:g} 的 {type} 映射为 16 位灰度</translation>
    </message>
    <message>
        <source>{type} rounded to float32</source>
        <translation>{type} 舍入为 float32</translation>
    </message>
    <message>
        <source>{url} is not a file on this computer; save the picture first, then drop the file</source>
        <translation>{url} 不是此计算机上的文件；请先保存图像，再拖放该文件</translation>
    </message>
    <message>
        <source>{value:g} is too large: a value is from −{most:g} to {most:g}</source>
        <translation>{value:g} 过大：值的范围是 −{most:g} 到 {most:g}</translation>
    </message>
    <message>
        <source>{values} of {all_values} values displaced</source>
        <translation>{all_values} 个值中有 {values} 个错位</translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation>{value} %</translation>
    </message>
    <message>
        <source>{value} ({tap})</source>
        <translation>{value} ({tap})</translation>
    </message>
    <message>
        <source>{value} dB</source>
        <translation>{value} dB</translation>
    </message>
    <message>
        <source>{value} px</source>
        <translation>{value} px</translation>
    </message>
    <message>
        <source>{variable} is &apos;{value}&apos;; it must be a whole number from 1 to 1024</source>
        <translation>{variable} 为“{value}”；它必须是 1 到 1024 的整数</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Σ {name}</source>
        <translation>Σ {name}</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About vizapp</source>
        <translation>关于 vizapp</translation>
    </message>
    <message>
        <source>MIT licence</source>
        <translation>MIT 许可证</translation>
    </message>
    <message>
        <source>See sub-pixel convolution and deformable convolution work.</source>
        <translation>看亚像素卷积和可形变卷积如何工作。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>A file is being saved</source>
        <translation>正在保存文件</translation>
    </message>
    <message>
        <source>About vizapp</source>
        <translation>关于 vizapp</translation>
    </message>
    <message>
        <source>Always use the dark theme</source>
        <translation>始终使用深色主题</translation>
    </message>
    <message>
        <source>Always use the light theme</source>
        <translation>始终使用浅色主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>At the next start, go on where this window was when it was closed</source>
        <translation>下次启动时，从关闭此窗口时的状态继续</translation>
    </message>
    <message>
        <source>Back in the lesson</source>
        <translation>课程：上一步</translation>
    </message>
    <message>
        <source>Be shown the two convolutions in a few steps</source>
        <translation>用几步了解这两种卷积</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Carry every sub-pixel from its tile to its place in the enlarged map, and back</source>
        <translation>将每个亚像素从其图块移到放大图中的位置，再移回来</translation>
    </message>
    <message>
        <source>Clear pins</source>
        <translation>清除图钉</translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation>清除放置的点</translation>
    </message>
    <message>
        <source>Clear recent files</source>
        <translation>清除最近的文件</translation>
    </message>
    <message>
        <source>Close the window and end the engine</source>
        <translation>关闭窗口并结束计算引擎</translation>
    </message>
    <message>
        <source>Come back to this session</source>
        <translation>下次恢复此会话</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Copy as PyTorch</source>
        <translation>复制为 PyTorch</translation>
    </message>
    <message>
        <source>Copy experiment as text</source>
        <translation>将实验复制为文本</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图像</translation>
    </message>
    <message>
        <source>Copy the arithmetic of what is picked as a short script for numpy</source>
        <translation>将所选内容的计算过程复制为简短的 numpy 脚本</translation>
    </message>
    <message>
        <source>Copy the experiment as a plain script for torch and torchvision</source>
        <translation>将实验复制为使用 torch 和 torchvision 的普通脚本</translation>
    </message>
    <message>
        <source>Copy unit as numpy</source>
        <translation>单元复制为 numpy</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Do one training step</source>
        <translation>执行一步训练</translation>
    </message>
    <message>
        <source>Draw the points together</source>
        <translation>收拢采样点</translation>
    </message>
    <message>
        <source>End the engine&apos;s process; a new one goes on from where training was kept last</source>
        <translation>结束计算引擎的进程；新的进程从最近一次保留的训练状态继续</translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation>结束课程</translation>
    </message>
    <message>
        <source>Exchange two phases that chance chooses</source>
        <translation>交换随机选出的两个相位</translation>
    </message>
    <message>
        <source>Explode</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Export animation…</source>
        <translation>导出动画…</translation>
    </message>
    <message>
        <source>Export curves…</source>
        <translation>导出曲线…</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Export inspector…</source>
        <translation>导出检查器…</translation>
    </message>
    <message>
        <source>Export offsets…</source>
        <translation>导出偏移…</translation>
    </message>
    <message>
        <source>Fill the whole screen, or go back to a window</source>
        <translation>占满整个屏幕，或恢复为窗口</translation>
    </message>
    <message>
        <source>Find the swapped phases</source>
        <translation>找出被交换的相位</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>Fit both pictures into their canvases</source>
        <translation>使两幅图像都适合各自的画布</translation>
    </message>
    <message>
        <source>Fold all panels</source>
        <translation>折叠所有面板</translation>
    </message>
    <message>
        <source>Fold all panels, or unfold those that this has folded</source>
        <translation>折叠所有面板，或展开由此折叠的面板</translation>
    </message>
    <message>
        <source>Fold the curves</source>
        <translation>折叠曲线</translation>
    </message>
    <message>
        <source>Fold the curves into a strip that says what they have reached, or unfold them</source>
        <translation>把曲线折叠成一条显示当前数值的窄条，或将其展开</translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation>折叠检查器</translation>
    </message>
    <message>
        <source>Fold the inspector into a bar at the edge, or unfold it</source>
        <translation>把检查器折叠成边缘的窄条，或将其展开</translation>
    </message>
    <message>
        <source>Fold the setup</source>
        <translation>折叠设置</translation>
    </message>
    <message>
        <source>Fold the setup into a bar at the edge, or unfold it</source>
        <translation>把设置折叠成边缘的窄条，或将其展开</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Follow the system&apos;s light or dark theme</source>
        <translation>跟随系统的浅色或深色主题</translation>
    </message>
    <message>
        <source>Forget which files were opened before; the files stay</source>
        <translation>清除打开过的文件的记录；文件本身保留</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation>还原更改过的值</translation>
    </message>
    <message>
        <source>Go back to your own experiment, which is as you left it</source>
        <translation>回到你自己的实验，它与离开时一样</translation>
    </message>
    <message>
        <source>Go to the next step, or skip the aim of this one</source>
        <translation>进入下一步，或跳过本步的目标</translation>
    </message>
    <message>
        <source>Go to the step before</source>
        <translation>回到上一步</translation>
    </message>
    <message>
        <source>Have the next of the upsamplers on show that are compared; nothing begins anew</source>
        <translation>切换显示参与比较的下一个上采样器；训练不会重新开始</translation>
    </message>
    <message>
        <source>Keep the points of the picked unit in view beside the probe, or let them go again</source>
        <translation>让所选单元的采样点与探针一同保持显示，或取消钉住</translation>
    </message>
    <message>
        <source>Keep to compare</source>
        <translation>保留以比较</translation>
    </message>
    <message>
        <source>Keep what is on show, to compare it with what comes next</source>
        <translation>保留当前显示的内容，以便与之后的结果比较</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Let go of all pinned units</source>
        <translation>取消钉住所有单元</translation>
    </message>
    <message>
        <source>Let nothing move by itself: what would travel is at its end at once</source>
        <translation>一切都不自行移动：本该移动的内容直接到达终点</translation>
    </message>
    <message>
        <source>Let things move by themselves, unless the system is set to reduce motion</source>
        <translation>允许内容自行移动，除非系统设置了减弱动态效果</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>切换明暗</translation>
    </message>
    <message>
        <source>Link views</source>
        <translation>联动视图</translation>
    </message>
    <message>
        <source>List what every key and every movement of the mouse does</source>
        <translation>列出每个按键和每种鼠标操作的作用</translation>
    </message>
    <message>
        <source>Look into the pixel shuffles of a network, from a file of its weights</source>
        <translation>从权重文件查看一个网络的像素重排</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>透镜</translation>
    </message>
    <message>
        <source>Make the panel larger</source>
        <translation>放大面板</translation>
    </message>
    <message>
        <source>Make the panel smaller</source>
        <translation>缩小面板</translation>
    </message>
    <message>
        <source>Make the panel that has the focus, or had it last, larger</source>
        <translation>放大当前或最近获得焦点的面板</translation>
    </message>
    <message>
        <source>Make the panel that has the focus, or had it last, smaller</source>
        <translation>缩小当前或最近获得焦点的面板</translation>
    </message>
    <message>
        <source>Motion as the system</source>
        <translation>动态效果跟随系统</translation>
    </message>
    <message>
        <source>Move the panel</source>
        <translation>移动面板</translation>
    </message>
    <message>
        <source>Move the panel that has the focus, or had it last, to the window&apos;s next edge</source>
        <translation>将当前或最近获得焦点的面板移到窗口的下一条边</translation>
    </message>
    <message>
        <source>Next upsampler</source>
        <translation>下一个上采样器</translation>
    </message>
    <message>
        <source>Nothing is picked: click on the output first</source>
        <translation>尚未选取：请先点击输出</translation>
    </message>
    <message>
        <source>Nothing is trained in this task</source>
        <translation>此任务不作训练</translation>
    </message>
    <message>
        <source>On in the lesson</source>
        <translation>课程：下一步</translation>
    </message>
    <message>
        <source>Only super-resolve, in the sub-pixel lab, has a network that enlarges</source>
        <translation>只有亚像素实验室的超分辨率任务才有用于放大的网络</translation>
    </message>
    <message>
        <source>Only super-resolve, in the sub-pixel lab, measures what networks have made</source>
        <translation>只有亚像素实验室的超分辨率任务才能测量网络生成的结果</translation>
    </message>
    <message>
        <source>Only the deformable lab has offsets</source>
        <translation>只有可形变实验室才有偏移</translation>
    </message>
    <message>
        <source>Open a lesson from a file that somebody has written</source>
        <translation>打开他人编写的课程文件</translation>
    </message>
    <message>
        <source>Open all cards: each explains one thing, with a formula and a drawing</source>
        <translation>打开所有卡片：每张说明一件事，附公式和图示</translation>
    </message>
    <message>
        <source>Open an image, a feature map or an experiment</source>
        <translation>打开图像、特征图或实验</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>打开课程…</translation>
    </message>
    <message>
        <source>Open network…</source>
        <translation>打开网络…</translation>
    </message>
    <message>
        <source>Open somebody&apos;s result…</source>
        <translation>打开他人的结果…</translation>
    </message>
    <message>
        <source>Open the image or file that is on the clipboard</source>
        <translation>打开剪贴板上的图像或文件</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Paste image</source>
        <translation>粘贴图像</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pin the probe</source>
        <translation>钉住探针</translation>
    </message>
    <message>
        <source>Plain convolution</source>
        <translation>普通卷积</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Put all settings on the clipboard as one line, to paste into a message or here</source>
        <translation>将全部设置作为一行文本放到剪贴板，可粘贴到消息中或粘贴回此处</translation>
    </message>
    <message>
        <source>Put the canvas under the cursor, or else the one in focus, on the clipboard</source>
        <translation>将光标下的画布（否则为当前焦点所在的画布）复制到剪贴板</translation>
    </message>
    <message>
        <source>Put the loupe away, or have it at every scale</source>
        <translation>收起放大镜，或在任何缩放比例下都显示它</translation>
    </message>
    <message>
        <source>Put the panels away and show all text larger, for a projector; Escape ends it</source>
        <translation>收起面板并放大所有文字，供投影使用；按 Esc 结束</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: {change}</source>
        <translation>重做：{change}</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减弱动态效果</translation>
    </message>
    <message>
        <source>Remove all placed points; their sampling points follow the training again</source>
        <translation>移除所有手动放置的点；相应的采样点重新随训练移动</translation>
    </message>
    <message>
        <source>Repeat the change that was undone last</source>
        <translation>重做上一次撤销的更改</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Reset the phase order</source>
        <translation>重置相位顺序</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>重启计算引擎</translation>
    </message>
    <message>
        <source>Return all panels to their initial places</source>
        <translation>将所有面板恢复到初始位置</translation>
    </message>
    <message>
        <source>Return every sub-pixel to its own phase</source>
        <translation>让每个亚像素回到自己的相位</translation>
    </message>
    <message>
        <source>Return every value that was changed by hand to what was read</source>
        <translation>将所有手动更改过的值恢复为读入时的值</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run or pause</source>
        <translation>运行或暂停</translation>
    </message>
    <message>
        <source>Save as PyTorch…</source>
        <translation>另存为 PyTorch…</translation>
    </message>
    <message>
        <source>Save enlarged picture…</source>
        <translation>保存放大的图像…</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Save experiment as…</source>
        <translation>实验另存为…</translation>
    </message>
    <message>
        <source>Save the experiment with its training to another file</source>
        <translation>将实验及其训练保存到另一个文件</translation>
    </message>
    <message>
        <source>Save the experiment with its training, to go on with it another time</source>
        <translation>保存实验及其训练，以便日后继续</translation>
    </message>
    <message>
        <source>Scale the probe&apos;s points down a little; four times halves their distances</source>
        <translation>略微缩小探针采样点的间距；四次后间距减半</translation>
    </message>
    <message>
        <source>Scale the probe&apos;s points up a little; four times doubles their distances</source>
        <translation>略微放大探针采样点的间距；四次后间距加倍</translation>
    </message>
    <message>
        <source>See and measure a picture that another network has made of the source</source>
        <translation>查看并测量另一个网络由源图生成的图像</translation>
    </message>
    <message>
        <source>See what was kept beside what is on show: side by side, wiped, as a difference</source>
        <translation>将保留的内容与当前显示的内容对照查看：并排、擦拭对比或看差异</translation>
    </message>
    <message>
        <source>Show all text in its usual size</source>
        <translation>以常规大小显示所有文字</translation>
    </message>
    <message>
        <source>Show all text larger</source>
        <translation>放大显示所有文字</translation>
    </message>
    <message>
        <source>Show all text smaller</source>
        <translation>缩小显示所有文字</translation>
    </message>
    <message>
        <source>Show all texts in the system&apos;s language, if it is Chinese or English</source>
        <translation>系统语言为中文或英文时，所有文字以系统语言显示</translation>
    </message>
    <message>
        <source>Show everything of the picture that nothing is trained on</source>
        <translation>改为显示未参与任何训练的那幅图像的全部内容</translation>
    </message>
    <message>
        <source>Show how strong every frequency is in the picture on the right, or the picture</source>
        <translation>显示右侧图像中各频率的强度，或显示图像本身</translation>
    </message>
    <message>
        <source>Show me in two minutes</source>
        <translation>两分钟看懂</translation>
    </message>
    <message>
        <source>Show points, output and error as they are without any offset; or hold the key C</source>
        <translation>显示没有任何偏移时的采样点、输出和误差；也可按住 C 键</translation>
    </message>
    <message>
        <source>Show the kernels of the network, and its last layer as a transposed convolution</source>
        <translation>显示网络的卷积核，以及等价于其最后一层的转置卷积</translation>
    </message>
    <message>
        <source>Show the spot under the cursor enlarged, the same one on every picture</source>
        <translation>放大显示光标下的位置，每幅图像上都显示同一处</translation>
    </message>
    <message>
        <source>Show the target in place of every output; or hold the key O</source>
        <translation>用目标替换每个输出来显示；也可按住 O 键</translation>
    </message>
    <message>
        <source>Show the version, the licence and the libraries used</source>
        <translation>显示版本、许可证和所用的库</translation>
    </message>
    <message>
        <source>Show two pictures on one canvas, with a line between them that can be dragged</source>
        <translation>在一个画布上显示两幅图像，中间有一条可拖动的分界线</translation>
    </message>
    <message>
        <source>Show which units read the pixel under the selected point, or stop showing it</source>
        <translation>显示哪些单元读取所选采样点下的像素，或停止显示</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Spread the points</source>
        <translation>散开采样点</translation>
    </message>
    <message>
        <source>Start training again at step 0</source>
        <translation>从第 0 步重新开始训练</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Stop after the step that is being done</source>
        <translation>完成当前这一步后停止</translation>
    </message>
    <message>
        <source>Swap one to three pairs of phases without saying which, or give up finding them</source>
        <translation>交换一到三对相位而不说明是哪些，或放弃寻找</translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation>随机交换两个相位</translation>
    </message>
    <message>
        <source>Switch between the light and the dark theme</source>
        <translation>在浅色与深色主题之间切换</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation>教会分支</translation>
    </message>
    <message>
        <source>The engine does not run</source>
        <translation>计算引擎未在运行</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>计算引擎正在启动</translation>
    </message>
    <message>
        <source>The engine is still starting</source>
        <translation>计算引擎仍在启动</translation>
    </message>
    <message>
        <source>The lab is being set up</source>
        <translation>正在准备实验室</translation>
    </message>
    <message>
        <source>There is no picture yet</source>
        <translation>还没有图像</translation>
    </message>
    <message>
        <source>There is nothing to do again</source>
        <translation>没有可重做的更改</translation>
    </message>
    <message>
        <source>There is nothing to take back</source>
        <translation>没有可撤销的更改</translation>
    </message>
    <message>
        <source>There is nothing to train in this task</source>
        <translation>此任务没有可训练的内容</translation>
    </message>
    <message>
        <source>Train the offset branch until the placed points come from it, and let go of them</source>
        <translation>训练偏移分支，直到手动放置的点由它自己给出，然后松开这些点</translation>
    </message>
    <message>
        <source>Train until paused</source>
        <translation>持续训练，直到暂停</translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation>训练得到的卷积核</translation>
    </message>
    <message>
        <source>Try it on the unseen picture</source>
        <translation>在未见过的图像上试用</translation>
    </message>
    <message>
        <source>Turn the points</source>
        <translation>转动采样点</translation>
    </message>
    <message>
        <source>Turn the points back</source>
        <translation>反向转动采样点</translation>
    </message>
    <message>
        <source>Turn the probe&apos;s points by 15° against the clock, about the middle of the kernel</source>
        <translation>将探针的采样点绕卷积核中心逆时针转动 15°</translation>
    </message>
    <message>
        <source>Turn the probe&apos;s points by 15° with the clock, about the middle of the kernel</source>
        <translation>将探针的采样点绕卷积核中心顺时针转动 15°</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>Undo: {change}</source>
        <translation>撤销：{change}</translation>
    </message>
    <message>
        <source>Usual text</source>
        <translation>常规文字</translation>
    </message>
    <message>
        <source>Who reads here?</source>
        <translation>谁在读取这里？</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>擦拭对比</translation>
    </message>
    <message>
        <source>Write offsets, points, masks and field of the layer on show to a file</source>
        <translation>将当前显示的层的偏移、采样点、调制掩码和偏移场写入文件</translation>
    </message>
    <message>
        <source>Write the curves as SVG, PDF or PNG, or all their numbers as CSV or arrays</source>
        <translation>将曲线写成 SVG、PDF 或 PNG，或将其全部数值写成 CSV 或数组</translation>
    </message>
    <message>
        <source>Write the experiment as a plain script for torch and torchvision to a file</source>
        <translation>将实验作为使用 torch 和 torchvision 的普通脚本写入文件</translation>
    </message>
    <message>
        <source>Write the whole source, enlarged by the network on show, to a PNG file</source>
        <translation>将整幅源图用当前显示的网络放大，写入 PNG 文件</translation>
    </message>
    <message>
        <source>Write what a canvas shows as PNG, SVG, PDF or arrays, with or without its overlays</source>
        <translation>将画布显示的内容写成 PNG、SVG、PDF 或数组，可带或不带叠加层</translation>
    </message>
    <message>
        <source>Write what a canvas shows over the steps of the training as GIF, APNG or WebP</source>
        <translation>将画布内容随训练步数的变化写成 GIF、APNG 或 WebP</translation>
    </message>
    <message>
        <source>Write what the inspector says of the picked unit or pixel as Markdown or CSV</source>
        <translation>将检查器中关于所选单元或像素的内容写成 Markdown 或 CSV</translation>
    </message>
    <message>
        <source>Zoom and move both pictures together</source>
        <translation>两幅图像同步缩放和移动</translation>
    </message>
    <message>
        <source>Zoom in on what the picked unit reads</source>
        <translation>放大到所选单元读取的区域</translation>
    </message>
    <message>
        <source>Zoom to the probe</source>
        <translation>缩放到探针</translation>
    </message>
</context>
<context>
    <name>AnimationDialog</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window.</source>
        <translation>关闭此窗口。</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Every so many steps there is a frame.</source>
        <translation>每隔多少步取一帧。</translation>
    </message>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>For how long the last frame is shown, before it begins again.</source>
        <translation>从头再放之前，最后一帧显示多久。</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>From step</source>
        <translation>起始步</translation>
    </message>
    <message>
        <source>How far the animation is</source>
        <translation>动画的制作进度</translation>
    </message>
    <message>
        <source>How fast the frames follow one another.</source>
        <translation>各帧接续的快慢。</translation>
    </message>
    <message>
        <source>Last stays</source>
        <translation>末帧停留</translation>
    </message>
    <message>
        <source>Make it, and write it to a file; the ending of its name says as what.</source>
        <translation>生成动画并写入文件；格式由文件扩展名决定。</translation>
    </message>
    <message>
        <source>Making {name}…</source>
        <translation>正在生成 {name}…</translation>
    </message>
    <message>
        <source>Of the animation in pixels; its height follows from it.</source>
        <translation>动画的宽度，以像素计；高度随之而定。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Stop, leave no file, and go back to where the training was.</source>
        <translation>停止，不留下文件，并回到训练原来所在之处。</translation>
    </message>
    <message>
        <source>That are too many frames of this size; choose fewer steps, or a smaller width.</source>
        <translation>这种大小的帧太多了；请减少步数，或减小宽度。</translation>
    </message>
    <message>
        <source>The last step is before the first; choose a later one.</source>
        <translation>最后一步早于第一步；请选择更靠后的步。</translation>
    </message>
    <message>
        <source>The number of its step in each frame.</source>
        <translation>在每一帧中标出其步数。</translation>
    </message>
    <message>
        <source>The step of the first frame.</source>
        <translation>第一帧所在的步。</translation>
    </message>
    <message>
        <source>The step of the last frame.</source>
        <translation>最后一帧所在的步。</translation>
    </message>
    <message>
        <source>To step</source>
        <translation>结束步</translation>
    </message>
    <message>
        <source>What is animated</source>
        <translation>动画的内容</translation>
    </message>
    <message>
        <source>Whose picture is animated; zoom and overlays are those of now.</source>
        <translation>将谁的图像制成动画；缩放和叠加层沿用当前状态。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>animation of {what}</source>
        <translation>{what}动画</translation>
    </message>
    <message>
        <source>{count} frames, {seconds:.1f} s, {size} pixels or so</source>
        <translation>{count} 帧，{seconds:.1f} s，约 {size} 像素</translation>
    </message>
</context>
<context>
    <name>ArrayDialog</name>
    <message>
        <source>Arrays of the file</source>
        <translation>文件中的数组</translation>
    </message>
    <message>
        <source>Choose an array</source>
        <translation>选择数组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Open as a network</source>
        <translation>作为网络打开</translation>
    </message>
    <message>
        <source>Open the file as the weights of a network</source>
        <translation>将文件作为网络的权重打开</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search among the arrays</source>
        <translation>在数组中搜索</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>The arrays look like weights: the network reads the picture, and its pixel shuffles are shown.</source>
        <translation>这些数组看起来是权重：网络会读取图像，并显示其中的像素重排。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>{name} holds {count} arrays that can be opened. Which one should be?</source>
        <translation>{name} 含有 {count} 个可以打开的数组。要打开哪一个？</translation>
    </message>
    <message>
        <source>{name} seems to hold the weights of a network; {count} of its arrays can also be opened as a map. Open it as a network, or one of the arrays?</source>
        <translation>{name} 似乎含有一个网络的权重；其中 {count} 个数组也可以作为特征图打开。要作为网络打开，还是打开其中一个数组？</translation>
    </message>
</context>
<context>
    <name>BannerBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Lower the learning rate</source>
        <translation>降低学习率</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Restart the engine</source>
        <translation>重启计算引擎</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Use the smaller size</source>
        <translation>改用较小的尺寸</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
</context>
<context>
    <name>BranchSection</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>A map of offsets is trained itself; it knows nothing of the picture.</source>
        <translation>直接训练一张偏移图；它对图像一无所知。</translation>
    </message>
    <message>
        <source>A small network computes the offsets from where the unit is; it reads no picture.</source>
        <translation>由一个小型网络根据单元的位置计算偏移；它不读取图像。</translation>
    </message>
    <message>
        <source>As the task suggests</source>
        <translation>按任务建议</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>同时训练</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Compare with {kind}</source>
        <translation>与“{kind}”比较</translation>
    </message>
    <message>
        <source>Convolutions compute the offsets from the picture.</source>
        <translation>由卷积根据图像计算偏移。</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Go back to the branch that suits the task; it then follows the task.</source>
        <translation>恢复适合该任务的分支；此后它随任务而变。</translation>
    </message>
    <message>
        <source>How many 3×3 convolutions make the offsets.</source>
        <translation>用多少个 3×3 卷积来生成偏移。</translation>
    </message>
    <message>
        <source>No offsets: the rigid grid of a plain convolution.</source>
        <translation>没有偏移：普通卷积的规则网格。</translation>
    </message>
    <message>
        <source>No part of an offset is longer than this, in input pixels.</source>
        <translation>偏移的任一分量都不超过此值，以输入像素计。</translation>
    </message>
    <message>
        <source>Offset branch</source>
        <translation>偏移分支</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>初始</translation>
    </message>
    <message>
        <source>The branch learns at so many times the learning rate of the lab.</source>
        <translation>分支的学习率是实验室学习率的多少倍。</translation>
    </message>
    <message>
        <source>The standard deviation of the Gaussian that smooths what the branch reads, in input pixels.</source>
        <translation>对分支读取的内容做高斯平滑时的标准差，以输入像素计。</translation>
    </message>
    <message>
        <source>Train this one beside it, on the same picture, with a layer of its own.</source>
        <translation>用同一幅图像同时训练它，并为它配备单独的层。</translation>
    </message>
    <message>
        <source>Training begins with offsets of about one pixel.</source>
        <translation>训练从约一个像素的偏移开始。</translation>
    </message>
    <message>
        <source>Training begins with the rigid grid.</source>
        <translation>训练从规则网格开始。</translation>
    </message>
    <message>
        <source>Training changes the offsets and the kernel.</source>
        <translation>训练同时改变偏移和卷积核。</translation>
    </message>
    <message>
        <source>What gives the offsets</source>
        <translation>偏移的来源</translation>
    </message>
    <message>
        <source>What gives the offsets of the main layer.</source>
        <translation>主层的偏移由什么给出。</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>学习什么</translation>
    </message>
    <message>
        <source>What: training changes the kernel; the offsets stay as they start.</source>
        <translation>看什么：训练改变卷积核；偏移保持初始状态。</translation>
    </message>
    <message>
        <source>Where the layer reads (offsets), what it looks for there (kernel), or both.</source>
        <translation>学习该层读取哪里（偏移）、在那里寻找什么（卷积核），或两者都学。</translation>
    </message>
    <message>
        <source>Where: training moves the points; the kernel is the teacher’s.</source>
        <translation>看哪里：训练移动采样点；卷积核取自教师。</translation>
    </message>
    <message>
        <source>Whether the branch reads, beside the picture, at which place it is.</source>
        <translation>分支除图像外，是否还读取自身所在的位置。</translation>
    </message>
    <message>
        <source>Whether the length of the offsets is limited, by a tanh.</source>
        <translation>是否用 tanh 限制偏移的长度。</translation>
    </message>
    <message>
        <source>Which offsets training begins with.</source>
        <translation>训练开始时的偏移。</translation>
    </message>
    <message>
        <source>With both, the points need not come to the teacher’s though the loss falls: where and what can trade places.</source>
        <translation>两者都学时，即使损失下降，采样点也不一定会到达教师的位置：“看哪里”与“看什么”可以相互替代。</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>bounded</source>
        <translation>有界</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>read too</source>
        <translation>一并读取</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零</translation>
    </message>
</context>
<context>
    <name>BroughtSection</name>
    <message>
        <source>Brought offsets</source>
        <translation>导入的偏移</translation>
    </message>
    <message>
        <source>Choose another layout, kernel, stride or role of an array.</source>
        <translation>选择另一种布局、卷积核、步幅，或某个数组的另一种角色。</translation>
    </message>
    <message>
        <source>Drop or open a file with offsets: .npy, .npz, .safetensors or .pt.</source>
        <translation>拖入或打开含有偏移的文件：.npy、.npz、.safetensors 或 .pt。</translation>
    </message>
    <message>
        <source>Read them otherwise…</source>
        <translation>换一种读法…</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
</context>
<context>
    <name>CanvasGrid</name>
    <message>
        <source>Output {number}</source>
        <translation>输出 {number}</translation>
    </message>
</context>
<context>
    <name>CanvasPair</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Line between the canvases</source>
        <translation>画布之间的分隔线</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
</context>
<context>
    <name>CaptionLine</name>
    <message>
        <source>{word}: Return opens its card</source>
        <translation>{word}：按回车键打开其卡片</translation>
    </message>
</context>
<context>
    <name>CardPopup</name>
    <message>
        <source>All cards</source>
        <translation>所有卡片</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Claim {number} of the chapter: {text}</source>
        <translation>本章论点 {number}：{text}</translation>
    </message>
    <message>
        <source>Drawing: {title}</source>
        <translation>图示：{title}</translation>
    </message>
    <message>
        <source>Formula: {formula}</source>
        <translation>公式：{formula}</translation>
    </message>
    <message>
        <source>See also: {title}</source>
        <translation>另见：{title}</translation>
    </message>
</context>
<context>
    <name>CardsWindow</name>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Cards and keys</source>
        <translation>卡片与按键</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the cards</source>
        <translation>搜索卡片</translation>
    </message>
</context>
<context>
    <name>Cells</name>
    <message>
        <source> · target</source>
        <translation> · 目标</translation>
    </message>
    <message>
        <source>Have {run} on show, with its channels, kernels and curves; nothing begins anew. The next one: N.</source>
        <translation>显示 {run}，包括它的通道、卷积核和曲线；不会重新开始。切换到下一个：N。</translation>
    </message>
    <message>
        <source>Output of {run}</source>
        <translation>{run} 的输出</translation>
    </message>
    <message>
        <source>axes: cycles per pixel</source>
        <translation>坐标轴：周期/像素</translation>
    </message>
    <message>
        <source>black to white: {range}</source>
        <translation>黑到白：{range}</translation>
    </message>
    <message>
        <source>multiples of 1/{r}: of the upsampling</source>
        <translation>1/{r} 的倍数：由上采样产生</translation>
    </message>
</context>
<context>
    <name>ChipOverlay</name>
    <message>
        <source>Type its value</source>
        <translation>输入它的值</translation>
    </message>
    <message>
        <source>at place {place}</source>
        <translation>在位置 {place}</translation>
    </message>
    <message>
        <source>chip</source>
        <translation>色块</translation>
    </message>
    <message>
        <source>chip of phase {phase}</source>
        <translation>相位 {phase} 的色块</translation>
    </message>
    <message>
        <source>from {origin}</source>
        <translation>来自 {origin}</translation>
    </message>
    <message>
        <source>value {value}</source>
        <translation>值 {value}</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>  (may also be: {roles})</source>
        <translation>  （也可能是：{roles}）</translation>
    </message>
    <message>
        <source>  not read: {sentence}</source>
        <translation>  未读取：{sentence}</translation>
    </message>
    <message>
        <source> (tap {tap})</source>
        <translation> （抽头 {tap}）</translation>
    </message>
    <message>
        <source>--array needs a --source that holds the array.</source>
        <translation>--array 需要用 --source 给出含有该数组的文件。</translation>
    </message>
    <message>
        <source>--axes needs a --source that is an array.</source>
        <translation>--axes 需要 --source 是一个数组。</translation>
    </message>
    <message>
        <source>--axes {axes} reads it the other way</source>
        <translation>--axes {axes} 则以另一种方式读取</translation>
    </message>
    <message>
        <source>--compare is {given}; beside --branch {branch} it must be {one} or {several}.</source>
        <translation>--compare 为 {given}；在 --branch {branch} 之外只能是 {one} 或 {several}。</translation>
    </message>
    <message>
        <source>--csv and --npz name the same file.</source>
        <translation>--csv 与 --npz 指定了同一个文件。</translation>
    </message>
    <message>
        <source>--device is {device}; it must be auto, cpu, mps, cuda or cuda:N.</source>
        <translation>--device 为 {device}；只能是 auto、cpu、mps、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>--enlarge {path} cannot be written: {why}; choose another folder.</source>
        <translation>--enlarge {path} 无法写入：{why}；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>--enlarge {path} is a folder; name a file in it.</source>
        <translation>--enlarge {path} 是一个文件夹；请指定其中的文件。</translation>
    </message>
    <message>
        <source>--enlarge {path} is not the name of a PNG file; give one that ends in .png.</source>
        <translation>--enlarge {path} 不是 PNG 文件名；请给出以 .png 结尾的名称。</translation>
    </message>
    <message>
        <source>--enlarge {path} is the name of a result; choose another one.</source>
        <translation>--enlarge {path} 是结果文件的名称；请另选一个。</translation>
    </message>
    <message>
        <source>--enlarge {path} is the source itself; choose another name.</source>
        <translation>--enlarge {path} 就是源图本身；请另选名称。</translation>
    </message>
    <message>
        <source>--figures needs a folder: name one by --out.</source>
        <translation>--figures 需要文件夹：请用 --out 指定。</translation>
    </message>
    <message>
        <source>--install-desktop is for Linux desktops; here, open the file from within vizapp</source>
        <translation>--install-desktop 用于 Linux 桌面；在此系统上请从 vizapp 中打开文件</translation>
    </message>
    <message>
        <source>--layer needs a --network that it is a layer of.</source>
        <translation>--layer 需要用 --network 给出它所属的网络。</translation>
    </message>
    <message>
        <source>--layer {layer} is no pixel shuffle of {network}; choose one of: {known}.</source>
        <translation>--layer {layer} 不是 {network} 的像素重排；请从中选择：{known}。</translation>
    </message>
    <message>
        <source>--layout {layout} is the same here as one of {others}</source>
        <translation>--layout {layout} 在此与 {others} 之一相同</translation>
    </message>
    <message>
        <source>--learning-rate is {rate}; it must be greater than 0 and at most 10.</source>
        <translation>--learning-rate 为 {rate}；必须大于 0 且不超过 10。</translation>
    </message>
    <message>
        <source>--network needs the task shuffle, in the direction shuffle.</source>
        <translation>--network 需要任务 shuffle，方向为 shuffle。</translation>
    </message>
    <message>
        <source>--out {path} cannot be written: {why}; choose another folder.</source>
        <translation>--out {path} 无法写入：{why}；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>--out {path} is a file; name a folder, which is made if it is missing.</source>
        <translation>--out {path} 是一个文件；请指定文件夹，不存在时会自动创建。</translation>
    </message>
    <message>
        <source>--resume needs the folder of the run: name it by --out.</source>
        <translation>--resume 需要该运行的文件夹：用 --out 指定。</translation>
    </message>
    <message>
        <source>--save {path} is the name of a result; choose another one.</source>
        <translation>--save {path} 是结果文件的名称；请换一个名称。</translation>
    </message>
    <message>
        <source>--seeds {count} from --seed {first} on goes beyond {last}, the last one; choose a lower --seed.</source>
        <translation>从 --seed {first} 起的 --seeds {count} 超出最后一个种子 {last}；请选择更小的 --seed。</translation>
    </message>
    <message>
        <source>--steps is {steps}; it must be a number from 0 to {most}.</source>
        <translation>--steps 为 {steps}；必须是 0 到 {most} 的数。</translation>
    </message>
    <message>
        <source>--stop-when names {measure}, which is not measured; choose one of: {known}.</source>
        <translation>--stop-when 指定了 {measure}，但它没有被测量；请从中选择：{known}。</translation>
    </message>
    <message>
        <source>--task {task} does not belong to --lab {lab}; choose {tasks}.</source>
        <translation>--task {task} 不属于 --lab {lab}；请选择 {tasks}。</translation>
    </message>
    <message>
        <source>--task {task} does not belong to --lab {lab}; leave it out.</source>
        <translation>--task {task} 不属于 --lab {lab}；请去掉它。</translation>
    </message>
    <message>
        <source>--unseen does not apply to --lab {lab}; leave it out.</source>
        <translation>--unseen 不适用于 --lab {lab}；请去掉它。</translation>
    </message>
    <message>
        <source>--upsamplers begins with {name}, which has nothing to train; name one first that has, such as {example}.</source>
        <translation>--upsamplers 的第一个是 {name}，它没有可训练的内容；请先指定一个可训练的，例如 {example}。</translation>
    </message>
    <message>
        <source>An array is named as FILE/ARRAY, as ARRAY of one of the files given, or as FILE alone if that holds one array. What is not named is recognised by shape, values and name. With a feature map, a weight and an output the layout is not guessed but computed: the right one gives the output to rounding.</source>
        <translation>数组可写作 FILE/ARRAY；属于所给文件之一的可只写 ARRAY；只含一个数组的文件可只写 FILE。未指定的按形状、值和名称识别。给出特征图、权重和输出时，布局不靠猜测而由计算得出：正确的布局在舍入误差内给出该输出。</translation>
    </message>
    <message>
        <source>Arrays</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>Further commands: vizapp run (train without a window), vizapp script (an experiment as a script for PyTorch), vizapp offsets (what an offset map holds and how it may be read), vizapp lesson (the lessons, and what is wrong in the file of one), vizapp doctor (what is installed and what is missing), vizapp engine (an engine alone). Each has its own --help.</source>
        <translation>其他命令：vizapp run（不开窗口训练）、vizapp script（将实验写成 PyTorch 脚本）、vizapp offsets（偏移图含有什么、可以怎样读取）、vizapp lesson（课程，以及课程文件中的错误）、vizapp doctor（已安装和缺少的内容）、vizapp engine（单独的计算引擎）。每个命令都有自己的 --help。</translation>
    </message>
    <message>
        <source>NaN and infinity</source>
        <translation>NaN 与无穷大</translation>
    </message>
    <message>
        <source>NaN: {count} of {total} values</source>
        <translation>NaN：{total} 个值中的 {count} 个</translation>
    </message>
    <message>
        <source>Offset doctor</source>
        <translation>偏移诊断</translation>
    </message>
    <message>
        <source>Offsets {array}: kernel {kernel}, {groups:offset group|offset groups}, {units} units; stride {stride}, padding {padding}, dilation {dilation}, input {input}</source>
        <translation>偏移 {array}：卷积核 {kernel}，{groups} 个偏移组，{units} 个单元；步幅 {stride}，填充 {padding}，膨胀率 {dilation}，输入 {input}</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>读法</translation>
    </message>
    <message>
        <source>See sub-pixel convolution and deformable convolution work: drop in an image, step the training, drag a point.</source>
        <translation>观察亚像素卷积与可形变卷积如何工作：放入一张图像，单步训练，拖动采样点。</translation>
    </message>
    <message>
        <source>Shown below: {layout} (--layout {option})</source>
        <translation>以下显示：{layout}（--layout {option}）</translation>
    </message>
    <message>
        <source>a folder was expected, and nothing was given</source>
        <translation>需要一个文件夹，但没有给出</translation>
    </message>
    <message>
        <source>a kernel of {height}×{width}</source>
        <translation>{height}×{width} 的卷积核</translation>
    </message>
    <message>
        <source>a lesson, as TOML</source>
        <translation>一课，TOML 格式</translation>
    </message>
    <message>
        <source>a setting does not fit: {why}.</source>
        <translation>有一项设置不合适：{why}。</translation>
    </message>
    <message>
        <source>also fitting, by --kernel and --groups: {kernels}</source>
        <translation>用 --kernel 和 --groups 还可选择：{kernels}</translation>
    </message>
    <message>
        <source>an experiment that vizapp has saved</source>
        <translation>vizapp 保存的实验</translation>
    </message>
    <message>
        <source>an image or a feature map (default: a sample photograph)</source>
        <translation>图像或特征图（默认：一张示例照片）</translation>
    </message>
    <message>
        <source>an image that nothing is trained on, and that what is trained is tried on; deformable lab (default: another sample photograph than the source)</source>
        <translation>不用于训练的图像，用来检验训练所得；可形变实验（默认：与源图不同的另一张示例照片）</translation>
    </message>
    <message>
        <source>an image, a feature map, an experiment or a lesson to open</source>
        <translation>要打开的图像、特征图、实验或课程</translation>
    </message>
    <message>
        <source>another vizapp run writes into {path}; choose another --out, or wait for it.</source>
        <translation>另一个 vizapp run 正在写入 {path}；请换一个 --out，或等它结束。</translation>
    </message>
    <message>
        <source>arrays: .npy, .npz, .safetensors or .pt; one or several</source>
        <translation>数组：.npy、.npz、.safetensors 或 .pt；一个或多个</translation>
    </message>
    <message>
        <source>as it was given for the run: the {kind} file that it writes outside its folder</source>
        <translation>与开始该运行时相同：它在其文件夹之外写出的 {kind} 文件</translation>
    </message>
    <message>
        <source>auto, cpu, mps, cuda or cuda:N (default: as it was)</source>
        <translation>auto、cpu、mps、cuda 或 cuda:N（默认：与原来相同）</translation>
    </message>
    <message>
        <source>auto, cpu, mps, cuda or cuda:N (default: auto)</source>
        <translation>auto、cpu、mps、cuda 或 cuda:N（默认：auto）</translation>
    </message>
    <message>
        <source>begin anew, and not where the last window was closed</source>
        <translation>重新开始，而不是从上次关闭窗口处继续</translation>
    </message>
    <message>
        <source>claim {number}</source>
        <translation>论断 {number}</translation>
    </message>
    <message>
        <source>deformable lab (default: {default})</source>
        <translation>可形变实验（默认：{default}）</translation>
    </message>
    <message>
        <source>deformable lab, 1 to 8 (default: {default})</source>
        <translation>可形变实验，1 到 8（默认：{default}）</translation>
    </message>
    <message>
        <source>deformable lab, zeros around the input, 0 to {most} (default: aligned, dilation times half the kernel)</source>
        <translation>可形变实验，输入四周补零的圈数，0 到 {most}（默认：对齐，即膨胀率乘以卷积核边长的一半）</translation>
    </message>
    <message>
        <source>deformable lab: blocks of input channels with offsets of their own; divides the channels (default: 1)</source>
        <translation>可形变实验：各有自己偏移的输入通道块的数目；须整除通道数（默认：1）</translation>
    </message>
    <message>
        <source>deformable lab: groups of the convolution; divides the channels</source>
        <translation>可形变实验：卷积的组数；须整除通道数</translation>
    </message>
    <message>
        <source>deformable lab: how many layers are stacked (default: {default})</source>
        <translation>可形变实验：堆叠的层数（默认：{default}）</translation>
    </message>
    <message>
        <source>deformable lab: how what a tap reads is weighed (default: none)</source>
        <translation>可形变实验：抽头读取的值如何加权（默认：none）</translation>
    </message>
    <message>
        <source>deformable lab: one side, or height x width, of 1, 3, 5 or 7 each, such as 3 or 3x5 (default: {default})</source>
        <translation>可形变实验：一个边长，或“高x宽”，各为 1、3、5 或 7，例如 3 或 3x5（默认：{default}）</translation>
    </message>
    <message>
        <source>deformable lab: whether the offsets are computed from the picture by a convolution, from the position alone by a small network, are a free map that knows nothing of the picture, or stay zero (default: {default}, for rectify {rectify})</source>
        <translation>可形变实验：偏移由卷积根据图像算出、由小型网络仅根据位置算出、是与图像无关的自由偏移图，还是保持为零（默认：{default}，rectify 为 {rectify}）</translation>
    </message>
    <message>
        <source>deformable lab: whether training changes where the layer reads, what it looks for there, or both (default: {default})</source>
        <translation>可形变实验：训练改变的是该层在哪里读取、在那里寻找什么，还是两者都改变（默认：{default}）</translation>
    </message>
    <message>
        <source>deformable lab: which other branches train beside it, each with a layer of its own, such as free,none (default: nothing)</source>
        <translation>可形变实验：同时训练哪些其他分支，各有自己的层，例如 free,none（默认：没有）</translation>
    </message>
    <message>
        <source>end at the step where a measure passes a value, such as &apos;loss&lt;0.01&apos;</source>
        <translation>在某项度量越过给定值的那一步结束，例如 &apos;loss&lt;0.01&apos;</translation>
    </message>
    <message>
        <source>end at the step where a measure passes a value, such as &apos;loss&lt;0.01&apos; or &apos;doctor.mean&gt;5&apos;; the measures are the metrics and, examined at every tenth step, what the offset doctor finds, shares in %%</source>
        <translation>在某项度量越过给定值的那一步结束，例如 &apos;loss&lt;0.01&apos; 或 &apos;doctor.mean&gt;5&apos;；度量包括各项指标，以及每十步检查一次的偏移诊断结果，比例以 %% 计</translation>
    </message>
    <message>
        <source>end when standard input ends, as when the window is gone; until then, beat on standard output</source>
        <translation>标准输入结束时（例如窗口已关闭）退出；在此之前，在标准输出上发送心跳</translation>
    </message>
    <message>
        <source>ended at once</source>
        <translation>已立即结束</translation>
    </message>
    <message>
        <source>ended before the first step</source>
        <translation>在第一步之前结束</translation>
    </message>
    <message>
        <source>ended early, after {done} of {count} seeds</source>
        <translation>提前结束，已完成 {count} 个种子中的 {done} 个</translation>
    </message>
    <message>
        <source>ended early, after {done} of {steps} steps</source>
        <translation>提前结束，完成了 {steps} 步中的 {done} 步</translation>
    </message>
    <message>
        <source>enlarged: {share} %</source>
        <translation>已放大：{share} %</translation>
    </message>
    <message>
        <source>exit status {number}</source>
        <translation>退出状态 {number}</translation>
    </message>
    <message>
        <source>figures: nothing was trained, so there is no animation</source>
        <translation>图：没有进行训练，因此没有动画</translation>
    </message>
    <message>
        <source>figures: {names}</source>
        <translation>图：{names}</translation>
    </message>
    <message>
        <source>for {task} {rate}</source>
        <translation>{task} 为 {rate}</translation>
    </message>
    <message>
        <source>from here on (default: as it was)</source>
        <translation>从此处开始使用（默认：与原来相同）</translation>
    </message>
    <message>
        <source>gain by seed</source>
        <translation>各种子的增益</translation>
    </message>
    <message>
        <source>gain dB</source>
        <translation>增益 dB</translation>
    </message>
    <message>
        <source>given</source>
        <translation>已给出</translation>
    </message>
    <message>
        <source>go on with the run in the folder --out that has not come to its end, from its checkpoint, which is written every minute: the numbers are those of a run that was never cut short. Leave all other options out, or give them as they were. With --seeds, a seed that was under way begins again, but for the first</source>
        <translation>从检查点继续 --out 文件夹中尚未结束的运行，检查点每分钟写一次：数值与从未中断的运行相同。其他选项都可省略，或照原样给出。使用 --seeds 时，除第一个种子外，正在进行的种子会重新开始</translation>
    </message>
    <message>
        <source>group {group}, by tap: {counts}</source>
        <translation>第 {group} 组，按抽头：{counts}</translation>
    </message>
    <message>
        <source>height and width of the layer&apos;s input, if no feature map is given</source>
        <translation>未给出特征图时，该层输入的高和宽</translation>
    </message>
    <message>
        <source>how many training steps more (default: as many as make the task&apos;s usual number together)</source>
        <translation>再训练多少步（默认：补足该任务通常的步数）</translation>
    </message>
    <message>
        <source>infinite: {count} of {total} values</source>
        <translation>无穷大：{total} 个值中的 {count} 个</translation>
    </message>
    <message>
        <source>it was begun with torch {then} and goes on with {now}: last digits may differ</source>
        <translation>开始时使用 torch {then}，现在以 {now} 继续：末位数字可能不同</translation>
    </message>
    <message>
        <source>it was begun with {then:d} threads and goes on with {now:d}: last digits may differ; VIZAPP_THREADS sets their number</source>
        <translation>开始时使用 {then:d} 个线程，现在以 {now:d} 个继续：末位数字可能不同；线程数由 VIZAPP_THREADS 设定</translation>
    </message>
    <message>
        <source>item {item} of a batch of {items}; --item N shows another</source>
        <translation>共 {items} 项的批次中的第 {item} 项；--item N 显示其他项</translation>
    </message>
    <message>
        <source>kh×kw (default: what fits the channels)</source>
        <translation>kh×kw（默认：与通道数相符者）</translation>
    </message>
    <message>
        <source>list the lessons that come with the program</source>
        <translation>列出程序自带的课程</translation>
    </message>
    <message>
        <source>list vizapp among the programs of this user&apos;s desktop, and have it open .vizapp files (Linux)</source>
        <translation>将 vizapp 列入此用户桌面的程序中，并用它打开 .vizapp 文件（Linux）</translation>
    </message>
    <message>
        <source>longest side of the reduced copy that is computed with (default: what suits the device)</source>
        <translation>用于计算的缩小副本的最长边（默认：适合设备者）</translation>
    </message>
    <message>
        <source>mean ± standard deviation over {count} seeds; gain is over bicubic interpolation</source>
        <translation>{count} 个种子的平均值 ± 标准差；增益相对于双三次插值</translation>
    </message>
    <message>
        <source>msgspec cannot be used: {why}; install it again: pip install msgspec</source>
        <translation>无法使用 msgspec：{why}；请重新安装：pip install msgspec</translation>
    </message>
    <message>
        <source>no array looks like offsets, which have 2·kh·kw·G channels for {kernel}; there are: {held}. Name one with --array.</source>
        <translation>没有数组看起来像偏移；对{kernel}，偏移有 2·kh·kw·G 个通道；现有：{held}。请用 --array 指定。</translation>
    </message>
    <message>
        <source>no bias is given: a constant of each output channel was fitted before comparing</source>
        <translation>没有给出偏置：比较前为每个输出通道拟合了一个常数</translation>
    </message>
    <message>
        <source>no figures were drawn: it was ended early.</source>
        <translation>没有绘制图：运行被提前结束。</translation>
    </message>
    <message>
        <source>no figures were drawn: the training did not come to its end.</source>
        <translation>没有绘制图：训练没有完成。</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>of the convolution (default: what fits the sizes)</source>
        <translation>卷积的参数（默认：与尺寸相符者）</translation>
    </message>
    <message>
        <source>of the optimiser, AMSGrad (default: {defaults})</source>
        <translation>优化器 AMSGrad 的学习率（默认：{defaults}）</translation>
    </message>
    <message>
        <source>offset groups (default: what fits)</source>
        <translation>偏移组数（默认：与通道数相符者）</translation>
    </message>
    <message>
        <source>overlap: its stride, 1 to {most} (default: {default})</source>
        <translation>overlap：其步幅，1 到 {most}（默认：{default}）</translation>
    </message>
    <message>
        <source>overlap: the side of the kernel of the transposed convolution whose writing is counted, 1 to {most} (default: {default})</source>
        <translation>overlap：统计写入次数的转置卷积的卷积核边长，1 到 {most}（默认：{default}）</translation>
    </message>
    <message>
        <source>print the report as JSON instead of text</source>
        <translation>以 JSON 而不是文本输出报告</translation>
    </message>
    <message>
        <source>rectify: what was done to the picture (default: {default})</source>
        <translation>rectify：对图像做了什么变形（默认：{default}）</translation>
    </message>
    <message>
        <source>say what is wrong in the file of a lesson</source>
        <translation>指出课程文件中的错误</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
    <message>
        <source>show program&apos;s version number and exit</source>
        <translation>显示程序版本并退出</translation>
    </message>
    <message>
        <source>shuffle: --stored-as and --read-as in one</source>
        <translation>shuffle：--stored-as 与 --read-as 合一</translation>
    </message>
    <message>
        <source>shuffle: from channels to sub-pixels, or, with unshuffle, from the pixels of a picture to channels (default: shuffle)</source>
        <translation>shuffle：从通道到亚像素；若为 unshuffle，则从图像的像素到通道（默认：shuffle）</translation>
    </message>
    <message>
        <source>shuffle: the order in which the channels are read; where it is another one, metrics.json counts the values that land elsewhere (default: {default})</source>
        <translation>shuffle：读取通道的顺序；与存储顺序不同时，metrics.json 统计落到别处的值（默认：{default}）</translation>
    </message>
    <message>
        <source>shuffle: weights of a network (safetensors, or a state dict in a pt file) that reads the source, and one of whose pixel shuffles is shown; what is measured of them stands in metrics.json under findings; needs the package spandrel: pip install &apos;vizapp[sr]&apos;</source>
        <translation>shuffle：读取源图的网络的权重（safetensors，或 pt 文件中的 state dict），显示其中一个像素重排；对各像素重排的测量记在 metrics.json 的 findings 中；需要软件包 spandrel：pip install &apos;vizapp[sr]&apos;</translation>
    </message>
    <message>
        <source>shuffle: what is done with a feature map whose channels are no multiple of R*R: it is refused, or its last channels are cut off, or channels of zeros are put after them (default: refuse)</source>
        <translation>shuffle：特征图的通道数不是 R*R 的倍数时如何处理：拒绝，或截去最后的通道，或在其后补零通道（默认：refuse）</translation>
    </message>
    <message>
        <source>shuffle: what is done with a side of a picture that is no multiple of R: its last pixels are cut off, or zeros are put after them (default: cut)</source>
        <translation>shuffle：图像的边长不是 R 的倍数时如何处理：截去最后的像素，或在其后补零（默认：cut）</translation>
    </message>
    <message>
        <source>shuffle: which channel holds which phase, as PyTorch or as TensorFlow stores them; an image is taken apart in this order (default: {default})</source>
        <translation>shuffle：哪个通道存放哪个相位，如 PyTorch 或 TensorFlow 的存法；图像按此顺序拆开（默认：{default}）</translation>
    </message>
    <message>
        <source>some kernel</source>
        <translation>某个卷积核</translation>
    </message>
    <message>
        <source>source: {note}</source>
        <translation>源图：{note}</translation>
    </message>
    <message>
        <source>stopping after this step and keeping what was done; Ctrl-C again ends at once</source>
        <translation>本步之后停止，并保留已完成的结果；再按 Ctrl-C 立即结束</translation>
    </message>
    <message>
        <source>subpixel lab, 2 to {learned}, for shuffle to {shuffled} (default: {default})</source>
        <translation>亚像素实验，2 到 {learned}，shuffle 可到 {shuffled}（默认：{default}）</translation>
    </message>
    <message>
        <source>super-resolve: measure a picture that another network has made of the source, as large as it or 2, 3, 4 or 8 times as large; what is found stands in metrics.json under judged</source>
        <translation>super-resolve：测量其他网络由源图生成的图像，与源图同样大，或为其 2、3、4、8 倍；结果记在 metrics.json 的 judged 中</translation>
    </message>
    <message>
        <source>super-resolve: the kernels of transposed convolutions begin with one weight at all their places, so that at step 0 only their overlap can make a checkerboard</source>
        <translation>super-resolve：转置卷积的卷积核在开始时各处权重相同，因此第 0 步只有重叠才会造成棋盘伪影</translation>
    </message>
    <message>
        <source>super-resolve: train so many times, from --seed on, and tell mean and spread of each upsampler (default: 1)</source>
        <translation>super-resolve：从 --seed 起训练这么多次，给出每个上采样器的平均值和离散程度（默认：1）</translation>
    </message>
    <message>
        <source>super-resolve: what enlarges, the main one first and up to {most} that are compared with it, such as subpixel,transposed-k3,transposed-k4,bicubic; also subpixel-icnr, resize-conv, dysample, deformable-sr, nearest, bilinear, lanczos (default: {default})</source>
        <translation>super-resolve：用什么放大，主要的写在最前，其后至多 {most} 个与之比较，例如 subpixel,transposed-k3,transposed-k4,bicubic；还有 subpixel-icnr、resize-conv、dysample、deformable-sr、nearest、bilinear、lanczos（默认：{default}）</translation>
    </message>
    <message>
        <source>super-resolve: write the whole source, not its reduced copy, enlarged R times by the network that was trained, to this PNG file</source>
        <translation>super-resolve：将整个源图（而不是缩小的副本）用训练好的网络放大 R 倍，写入此 PNG 文件</translation>
    </message>
    <message>
        <source>the checkpoint {path} cannot be written: {why}</source>
        <translation>无法写入检查点 {path}：{why}</translation>
    </message>
    <message>
        <source>the checkpoint {path} is damaged or is none; leave out --resume to begin anew.</source>
        <translation>检查点 {path} 已损坏或不是检查点；去掉 --resume 可重新开始。</translation>
    </message>
    <message>
        <source>the command {name} is not part of this version; to open a file of that name, write {path}.</source>
        <translation>此版本没有命令 {name}；要打开同名的文件，请写 {path}。</translation>
    </message>
    <message>
        <source>the file to write to (default: the script is printed)</source>
        <translation>要写入的文件（默认：直接输出脚本）</translation>
    </message>
    <message>
        <source>the folder for the results, made if it is missing, as of vizapp run</source>
        <translation>存放结果的文件夹，不存在时创建，与 vizapp run 相同</translation>
    </message>
    <message>
        <source>the folder for the results, made if it is missing: metrics.json, arrays.npz and pictures; while it trains, checkpoint.vizapp</source>
        <translation>存放结果的文件夹，不存在时会创建：metrics.json、arrays.npz 和图片；训练期间还有 checkpoint.vizapp</translation>
    </message>
    <message>
        <source>the folder of the run that is gone on with</source>
        <translation>要继续的运行的文件夹</translation>
    </message>
    <message>
        <source>the mask {array} has the shape {shape}, and {expected} was expected beside these offsets.</source>
        <translation>掩码 {array} 的形状为 {shape}，与这些偏移相配的应为 {expected}。</translation>
    </message>
    <message>
        <source>the order of the channels: torchvision is y0 x0 y1 x1 …, xy is x0 y0 x1 y1 …, split is all y and then all x, split-xy the reverse, group-split the same within each offset group (default: auto)</source>
        <translation>通道的顺序：torchvision 为 y0 x0 y1 x1 …，xy 为 x0 y0 x1 y1 …，split 为先全部 y 再全部 x，split-xy 相反，group-split 在每个偏移组内如此（默认：auto）</translation>
    </message>
    <message>
        <source>the output is not compared: {one} and {other} missing</source>
        <translation>未比较输出：缺少{one}和{other}</translation>
    </message>
    <message>
        <source>the output is not compared: {one} missing</source>
        <translation>未比较输出：缺少{one}</translation>
    </message>
    <message>
        <source>the output is not compared: {why}</source>
        <translation>未比较输出：{why}</translation>
    </message>
    <message>
        <source>the picture of {name}, {place}, has been changed since; say where it is by --source FILE.</source>
        <translation>{name} 的图像 {place} 此后有改动；请用 --source FILE 指明它在哪里。</translation>
    </message>
    <message>
        <source>the picture of {name}, {place}, is not where it was; say where it is by --source FILE.</source>
        <translation>{name} 的图像 {place} 不在原处；请用 --source FILE 指明它在哪里。</translation>
    </message>
    <message>
        <source>the position of the channels in an array of three axes: first or last (default: guessed and reported)</source>
        <translation>三轴数组中通道的位置：最前或最后（默认：猜测并说明）</translation>
    </message>
    <message>
        <source>the result cannot be written: {why}.</source>
        <translation>无法写入结果：{why}。</translation>
    </message>
    <message>
        <source>the results are complete, and the next vizapp run into {path} puts them in their places</source>
        <translation>结果已完整，下一次写入 {path} 的 vizapp run 会把它们放到位</translation>
    </message>
    <message>
        <source>the results are in {path}</source>
        <translation>结果在 {path} 中</translation>
    </message>
    <message>
        <source>the results cannot be written to {path}: {why}</source>
        <translation>无法把结果写入 {path}：{why}</translation>
    </message>
    <message>
        <source>the results of an earlier run are still in {path}</source>
        <translation>先前运行的结果仍在 {path} 中</translation>
    </message>
    <message>
        <source>the run in {path} was begun with other options: {differences}; leave them out to go on with it, or leave out --resume to begin anew.</source>
        <translation>{path} 中的运行开始时用的是其他选项：{differences}；要继续它，请省略这些选项；要重新开始，请省略 --resume。</translation>
    </message>
    <message>
        <source>the run in {path} was begun with {option} FILE; give it again, for no checkpoint says which files are written.</source>
        <translation>{path} 中的运行开始时带有 {option} FILE；请再次给出，因为检查点不记录要写出哪些文件。</translation>
    </message>
    <message>
        <source>the run in {path} was begun without {option}; leave it out.</source>
        <translation>{path} 中的运行开始时没有 {option}；请省略它。</translation>
    </message>
    <message>
        <source>the run was computed on {then}, and here it would be on {now}, which gives other numbers; vizapp run FILE.vizapp --device {now} goes on with its checkpoint as with any experiment.</source>
        <translation>该运行原先在 {then} 上计算，在这里会在 {now} 上计算，数值会不同；vizapp run FILE.vizapp --device {now} 可以像任何实验那样继续其检查点。</translation>
    </message>
    <message>
        <source>the same seed, device and number of threads give the same numbers (default: 0)</source>
        <translation>相同的种子、设备和线程数给出相同的数值（默认：0）</translation>
    </message>
    <message>
        <source>there are no results in {path}</source>
        <translation>{path} 中没有结果</translation>
    </message>
    <message>
        <source>there is no array to read: {reasons}.</source>
        <translation>没有可读取的数组：{reasons}。</translation>
    </message>
    <message>
        <source>there is not enough memory for these arrays.</source>
        <translation>内存不足以处理这些数组。</translation>
    </message>
    <message>
        <source>there is nothing to write: name a folder by --out, or a file by --save.</source>
        <translation>没有要写的内容：请用 --out 指定文件夹，或用 --save 指定文件。</translation>
    </message>
    <message>
        <source>tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>training steps (default: 200; for rectify 300, for scaled-shapes 270, for super-resolve 600)</source>
        <translation>训练步数（默认：200；rectify 300，scaled-shapes 270，super-resolve 600）</translation>
    </message>
    <message>
        <source>unit ({y}, {x}), group {group}, tap {tap}: offset ({dy:g}, {dx:g})</source>
        <translation>单元 ({y}, {x})，第 {group} 组，抽头 {tap}：偏移 ({dy:g}, {dx:g})</translation>
    </message>
    <message>
        <source>unit ({y}, {x}), group {group}, tap {tap}: offset ({dy:g}, {dx:g}), mask {mask:g}</source>
        <translation>单元 ({y}, {x})，第 {group} 组，抽头 {tap}：偏移 ({dy:g}, {dx:g})，掩码 {mask:g}</translation>
    </message>
    <message>
        <source>unseen: {name}</source>
        <translation>未见过的图像：{name}</translation>
    </message>
    <message>
        <source>unseen: {name}, left out: its channels do not fit</source>
        <translation>未见过的图像：{name}，未使用：通道不符</translation>
    </message>
    <message>
        <source>upsampler</source>
        <translation>上采样器</translation>
    </message>
    <message>
        <source>weights of a network (safetensors, or a state dict in a pt file) that reads the image, and whose pixel shuffles are shown; needs the package spandrel: pip install &apos;vizapp[sr]&apos;</source>
        <translation>读取图像的网络的权重（safetensors，或 pt 文件中的 state dict），显示其像素重排；需要软件包 spandrel：pip install &apos;vizapp[sr]&apos;</translation>
    </message>
    <message>
        <source>what is learned (default: {defaults})</source>
        <translation>学习什么（默认：{defaults}）</translation>
    </message>
    <message>
        <source>what the components of the offsets were bounded by, to see how many are at it (default: not known)</source>
        <translation>偏移分量受到的界限，用来查看有多少处于界限上（默认：未知）</translation>
    </message>
    <message>
        <source>where the picture lies now, if it has moved</source>
        <translation>图像移动后现在的位置</translation>
    </message>
    <message>
        <source>where to listen, e.g. ipc:///run/user/1000/vizapp</source>
        <translation>在何处监听，例如 ipc:///run/user/1000/vizapp</translation>
    </message>
    <message>
        <source>which array of a file that holds several</source>
        <translation>文件含多个数组时用哪一个</translation>
    </message>
    <message>
        <source>which item of a batch, from 0 (default: the first)</source>
        <translation>批次中的哪一项，从 0 数起（默认：第一项）</translation>
    </message>
    <message>
        <source>which operator is trained or shown</source>
        <translation>训练或显示哪个算子</translation>
    </message>
    <message>
        <source>which phase lands at each of the r² places of a pixel, such as 1,0,2,3 (default: each at its own)</source>
        <translation>哪个相位落在像素的 r² 个位置中的每一个，例如 1,0,2,3（默认：各在其位）</translation>
    </message>
    <message>
        <source>which pixel shuffle of the --network (default: the last one)</source>
        <translation>--network 的哪个像素重排（默认：最后一个）</translation>
    </message>
    <message>
        <source>write every sampling point as a row of this file</source>
        <translation>将每个采样点作为一行写入此文件</translation>
    </message>
    <message>
        <source>write figures, too, as the window exports them: input with its overlays, outputs and curves, on white; FORMATS are some of png (the default), svg and pdf, and gif, apng or webp for an animation of the training, such as svg,pdf,gif</source>
        <translation>另外写出图，与窗口导出的相同：带叠加层的输入、各输出和曲线，白底；FORMATS 为 png（默认）、svg、pdf 中的若干个，以及训练动画的 gif、apng 或 webp，例如 svg,pdf,gif</translation>
    </message>
    <message>
        <source>write offsets, points, mask and field to this file</source>
        <translation>将偏移、采样点、掩码和偏移场写入此文件</translation>
    </message>
    <message>
        <source>write the experiment with its training to this file</source>
        <translation>将实验连同训练写入此文件</translation>
    </message>
    <message>
        <source>written: {path}</source>
        <translation>已写入：{path}</translation>
    </message>
    <message>
        <source>{array} has the shape {shape}, and {axes} axes were expected of the {role}.</source>
        <translation>{array} 的形状为 {shape}，而{role}应有 {axes} 个轴。</translation>
    </message>
    <message>
        <source>{array} has the shape {shape}; item {item} of (N, 2·kh·kw·G, oh, ow) is not there.</source>
        <translation>{array} 的形状为 {shape}；(N, 2·kh·kw·G, oh, ow) 中没有第 {item} 项。</translation>
    </message>
    <message>
        <source>{array} has {count} channels, which is not 2·kh·kw·G for {kernel}; choose another --kernel or --groups.</source>
        <translation>{array} 有 {count} 个通道，对{kernel}不是 2·kh·kw·G；请选择其他 --kernel 或 --groups。</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <source>{done}/{steps} steps  {rate:.0f} steps/s</source>
        <translation>{done}/{steps} 步  {rate:.0f} 步/秒</translation>
    </message>
    <message>
        <source>{file} does not exist.</source>
        <translation>{file} 不存在。</translation>
    </message>
    <message>
        <source>{file} is one of the files that are read; choose another name.</source>
        <translation>{file} 是要读取的文件之一；请另选名称。</translation>
    </message>
    <message>
        <source>{file} would be replaced by the result {result}; choose another --out.</source>
        <translation>{file} 会被结果 {result} 覆盖；请选择其他 --out。</translation>
    </message>
    <message>
        <source>{folder} and {file}</source>
        <translation>{folder} 和 {file}</translation>
    </message>
    <message>
        <source>{kernel} and {groups} offset groups</source>
        <translation>{kernel}和 {groups} 个偏移组</translation>
    </message>
    <message>
        <source>{kernel} with G {groups}</source>
        <translation>{kernel}，G 为 {groups}</translation>
    </message>
    <message>
        <source>{name} failed: {why}</source>
        <translation>{name} 失败：{why}</translation>
    </message>
    <message>
        <source>{name} holds {count} arrays; choose one by --array NAME: {known}.</source>
        <translation>{name} 含有 {count} 个数组；请用 --array NAME 选择：{known}。</translation>
    </message>
    <message>
        <source>{name} is not installed; the desktop sees the files at its next start</source>
        <translation>没有安装 {name}；桌面在下次启动时会看到这些文件</translation>
    </message>
    <message>
        <source>{name} is not what the run was begun with; put back what it was, or leave out --resume to begin anew.</source>
        <translation>{name} 不是开始该运行时的内容；请恢复原来的内容，或省略 --resume 重新开始。</translation>
    </message>
    <message>
        <source>{name} looks into somebody&apos;s offsets or network; open it in the window.</source>
        <translation>{name} 查看的是他人的偏移或网络；请在窗口中打开。</translation>
    </message>
    <message>
        <source>{name}: a lesson of {count} steps, {title}</source>
        <translation>{name}：一课，共 {count} 步，{title}</translation>
    </message>
    <message>
        <source>{name}: done</source>
        <translation>{name}：完成</translation>
    </message>
    <message>
        <source>{one} and {other} contradict each other; leave one of them out.</source>
        <translation>{one} 与 {other} 相矛盾；请去掉其中之一。</translation>
    </message>
    <message>
        <source>{option} does not apply beside --network, whose layer decides it; leave it out.</source>
        <translation>{option} 不能与 --network 同时使用，由其所选的层决定；请去掉它。</translation>
    </message>
    <message>
        <source>{option} does not apply to --direction unshuffle; leave it out.</source>
        <translation>{option} 不适用于 --direction unshuffle；请去掉它。</translation>
    </message>
    <message>
        <source>{option} does not apply to a script; leave it out.</source>
        <translation>{option} 不适用于脚本；请去掉它。</translation>
    </message>
    <message>
        <source>{option} does not apply to the task {task}; leave it out.</source>
        <translation>{option} 不适用于任务 {task}；请去掉它。</translation>
    </message>
    <message>
        <source>{option} does not apply to {name}; leave it out.</source>
        <translation>{option} 不适用于 {name}；请去掉它。</translation>
    </message>
    <message>
        <source>{option} is {height}×{width}, and both must be at least 1.</source>
        <translation>{option} 为 {height}×{width}，两者都至少应为 1。</translation>
    </message>
    <message>
        <source>{option} is {value}; for {task} it must be a number from {low} to {high}.</source>
        <translation>{option} 为 {value}；对 {task} 必须是 {low} 到 {high} 的数。</translation>
    </message>
    <message>
        <source>{option} was {then} and is {now}</source>
        <translation>{option} 原为 {then}，现为 {now}</translation>
    </message>
    <message>
        <source>{option} {name} is in several files; write FILE/{name}.</source>
        <translation>{option} {name} 在多个文件中都有；请写 FILE/{name}。</translation>
    </message>
    <message>
        <source>{option} {name} is neither a file nor one of the arrays {there}.</source>
        <translation>{option} {name} 既不是文件，也不是数组 {there} 之一。</translation>
    </message>
    <message>
        <source>{option}: {file} has no array named {name}.</source>
        <translation>{option}：{file} 中没有名为 {name} 的数组。</translation>
    </message>
    <message>
        <source>{option}: {file} holds {there}; name one as {path}/NAME.</source>
        <translation>{option}：{file} 含有 {there}；请以 {path}/NAME 指定一个。</translation>
    </message>
    <message>
        <source>{others}: the checkpoint holds all other options; leave them out, or give all of them again as they were, with --lab</source>
        <translation>{others}：检查点中已有其他所有选项；请去掉它们，或连同 --lab 按原样全部重新给出</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}</source>
        <translation>无法写入 {path}：{why}</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation>无法写入 {path}：{why}。</translation>
    </message>
    <message>
        <source>{path} holds no checkpoint that --resume could go on with.</source>
        <translation>{path} 中没有 --resume 可以继续的检查点。</translation>
    </message>
    <message>
        <source>{path} holds the results of a run and no checkpoint; there is nothing that --resume could go on with.</source>
        <translation>{path} 中有一次运行的结果，但没有检查点；没有可供 --resume 继续的内容。</translation>
    </message>
    <message>
        <source>{path} is no checkpoint of a run; remove it to begin one.</source>
        <translation>{path} 不是运行的检查点；要开始运行，请删除它。</translation>
    </message>
    <message>
        <source>{path} is of a run that has not come to its end, which --resume goes on with; this one replaces it</source>
        <translation>{path} 属于一个尚未结束的运行，--resume 可以继续它；本次运行会取代它</translation>
    </message>
    <message>
        <source>{path} was not written: it was ended early.</source>
        <translation>没有写入 {path}：已提前结束。</translation>
    </message>
    <message>
        <source>{path} was not written: the training did not come to its end.</source>
        <translation>没有写入 {path}：训练没有完成。</translation>
    </message>
    <message>
        <source>{path}: {size} pixels, {data}</source>
        <translation>{path}：{size} 像素，{data}</translation>
    </message>
    <message>
        <source>{place}, which the run in {path} was begun with, is not there or was changed since; put it back as it was, or leave out --resume to begin anew.</source>
        <translation>开始 {path} 中的运行时所用的 {place} 不在原处，或此后被改动；请把它恢复原样，或省略 --resume 重新开始。</translation>
    </message>
    <message>
        <source>{sentence} ({options}).</source>
        <translation>{sentence}（{options}）。</translation>
    </message>
    <message>
        <source>{standing}; vizapp run --resume --out {path} goes on from its checkpoint</source>
        <translation>{standing}；vizapp run --resume --out {path} 可从其检查点继续</translation>
    </message>
    <message>
        <source>{task} for {lab}</source>
        <translation>{lab} 为 {task}</translation>
    </message>
    <message>
        <source>{text} is neither a whole number nor a pair such as 3x3</source>
        <translation>{text} 既不是整数，也不是 3x3 这样的一对数</translation>
    </message>
    <message>
        <source>{text} is no format of figures; choose among {known}</source>
        <translation>{text} 不是图的格式；请从中选择：{known}</translation>
    </message>
    <message>
        <source>{text} is not 1, 3, 5 or 7, or two of them such as 3x5</source>
        <translation>{text} 不是 1、3、5 或 7，也不是其中两个，例如 3x5</translation>
    </message>
    <message>
        <source>{text} is not a length above 0</source>
        <translation>{text} 不是大于 0 的长度</translation>
    </message>
    <message>
        <source>{text} is not a list of phases such as 1,0,2,3</source>
        <translation>{text} 不是 1,0,2,3 这样的相位列表</translation>
    </message>
    <message>
        <source>{text} is not a measure, &lt; or &gt;, and a number, such as loss&lt;0.01</source>
        <translation>{text} 不是一个度量、&lt; 或 &gt; 和一个数，例如 loss&lt;0.01</translation>
    </message>
    <message>
        <source>{text} is not a whole number from 1</source>
        <translation>{text} 不是从 1 起的整数</translation>
    </message>
    <message>
        <source>{text} is on the computer {host}; copy the file to this computer first</source>
        <translation>{text} 在计算机 {host} 上；请先将文件复制到此计算机</translation>
    </message>
    <message>
        <source>{text} names one twice</source>
        <translation>{text} 中有一个重复</translation>
    </message>
    <message>
        <source>{text} names {count}; at most {most} can be compared</source>
        <translation>{text} 列出了 {count} 个；至多可比较 {most} 个</translation>
    </message>
    <message>
        <source>{what}: {source} on {device}</source>
        <translation>{what}：{source}，使用 {device}</translation>
    </message>
    <message>
        <source>{what}: {source} on {device}, from step {step} on</source>
        <translation>{what}：{source}，使用 {device}，从第 {step} 步开始</translation>
    </message>
    <message>
        <source>{what}; vizapp run --resume --out {path} goes on</source>
        <translation>{what}；vizapp run --resume --out {path} 可以继续</translation>
    </message>
    <message>
        <source>{what}; {standing}</source>
        <translation>{what}；{standing}</translation>
    </message>
</context>
<context>
    <name>CompanionCurves</name>
    <message>
        <source>another branch</source>
        <translation>另一分支</translation>
    </message>
    <message>
        <source>unseen picture</source>
        <translation>未见过的图像</translation>
    </message>
</context>
<context>
    <name>CompareBoard</name>
    <message>
        <source> (read off 256 levels)</source>
        <translation> (由 256 级灰度读出)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>{names}: {mean} on average without its sign, {largest} at most; middle grey is no difference</source>
        <translation>{names}：绝对值平均 {mean}，最大 {largest}；中灰表示没有差异</translation>
    </message>
</context>
<context>
    <name>CompareCurves</name>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Nothing was trained</source>
        <translation>没有训练任何内容</translation>
    </message>
    <message>
        <source>Whose curves are drawn, and whose values stand in the list.</source>
        <translation>绘制哪个指标的曲线，并在列表中显示它的值。</translation>
    </message>
    <message>
        <source>unseen picture</source>
        <translation>未见过的图像</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>All looks that are checked, each on its own canvas.</source>
        <translation>所有勾选的画面，各占一个画布。</translation>
    </message>
    <message>
        <source>Check a look to see it.</source>
        <translation>勾选一个画面即可查看。</translation>
    </message>
    <message>
        <source>Choose two different looks.</source>
        <translation>请选择两个不同的画面。</translation>
    </message>
    <message>
        <source>Compare – vizapp</source>
        <translation>比较 – vizapp</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Drag the line; while B is held, the left one is seen whole.</source>
        <translation>拖动分界线；按住 B 时完整显示左侧的画面。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Keep what is on show</source>
        <translation>保留当前显示</translation>
    </message>
    <message>
        <source>Keep what is on show, go on or change something, and see both here.</source>
        <translation>保留当前显示的内容，继续训练或更改设置，即可在此处对照查看二者。</translation>
    </message>
    <message>
        <source>Keep what the main window shows now as another look.</source>
        <translation>将主窗口当前显示的内容保留为又一个画面。</translation>
    </message>
    <message>
        <source>Line between the list of looks and the curves</source>
        <translation>画面列表与曲线之间的分隔线</translation>
    </message>
    <message>
        <source>Line between the pictures and what is below them</source>
        <translation>图像与其下方内容之间的分隔线</translation>
    </message>
    <message>
        <source>Look to the left</source>
        <translation>左侧的画面</translation>
    </message>
    <message>
        <source>Look to the right</source>
        <translation>右侧的画面</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Since then: {changes}</source>
        <translation>此后的变化：{changes}</translation>
    </message>
    <message>
        <source>Two looks at the same place, with a line between them to drag.</source>
        <translation>两个画面叠放在同一处，中间有一条可拖动的分界线。</translation>
    </message>
    <message>
        <source>Two looks, and between them one less the other.</source>
        <translation>两个画面，以及二者之间的差异图（一个减去另一个）。</translation>
    </message>
    <message>
        <source>What comes out.</source>
        <translation>输出的结果。</translation>
    </message>
    <message>
        <source>What is read, with what lies over it.</source>
        <translation>读取的内容，连同其上的叠加层。</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>擦拭对比</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
</context>
<context>
    <name>ContextMenus</name>
    <message>
        <source>Copy picture</source>
        <translation>复制图像</translation>
    </message>
    <message>
        <source>Copy position ({position})</source>
        <translation>复制位置（{position}）</translation>
    </message>
    <message>
        <source>Copy value {value}</source>
        <translation>复制值 {value}</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Go to step {step}</source>
        <translation>转到第 {step} 步</translation>
    </message>
    <message>
        <source>What can be done here</source>
        <translation>此处可用的操作</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Zoom in here</source>
        <translation>在此放大</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Each step of the axis is a factor, because the values span so many.</source>
        <translation>坐标轴的每一格是一个倍数，因为数值跨度很大。</translation>
    </message>
    <message>
        <source>The bold curve is the mean of the last {count} values at each step, the faint one the values; of others beside it the mean is drawn.</source>
        <translation>粗曲线是每一步最近 {count} 个值的均值，淡曲线是这些值本身；旁边的其他曲线只画均值。</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>mean of {count}</source>
        <translation>均值（{count} 个）</translation>
    </message>
</context>
<context>
    <name>CurveReading</name>
    <message>
        <source>after step {step}: {what}</source>
        <translation>第 {step} 步之后：{what}</translation>
    </message>
    <message>
        <source>at step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
</context>
<context>
    <name>DecimalField</name>
    <message>
        <source>“{text}” is not a number from {lowest} to {highest}; {value} stays.</source>
        <translation>“{text}”不是 {lowest} 至 {highest} 之间的数；保留 {value}。</translation>
    </message>
</context>
<context>
    <name>DeformableOperatorSection</name>
    <message>
        <source>A mask by which the branch weighs what each tap reads.</source>
        <translation>分支用来对每个抽头所读的值加权的调制掩码。</translation>
    </message>
    <message>
        <source>Blocks of input and output channels that the convolution keeps apart; they divide the channels.</source>
        <translation>卷积分开处理的输入和输出通道块；组数须整除通道数。</translation>
    </message>
    <message>
        <source>Blocks of input channels that are read with offsets of their own; they divide the channels.</source>
        <translation>各用自己的偏移来读取的输入通道块；组数须整除通道数。</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>膨胀率</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Height and width: how many places of the input one output pixel is computed from.</source>
        <translation>高度和宽度：一个输出像素由输入的多少个位置计算得到。</translation>
    </message>
    <message>
        <source>How many deformable layers are stacked. Each has offsets of its own; one below the last takes the mean of what its taps read, or has the weights that are set by hand.</source>
        <translation>堆叠多少个可形变卷积层。每层都有自己的偏移；最后一层之下的层取其抽头所读值的平均，或使用手动设置的权重。</translation>
    </message>
    <message>
        <source>How many input pixels lie between the centres of neighbouring outputs; 2 halves the output.</source>
        <translation>相邻输出的中心相隔多少个输入像素；2 使输出尺寸减半。</translation>
    </message>
    <message>
        <source>How many pixels apart the taps of the rigid kernel are, before the offsets move them.</source>
        <translation>规则网格的抽头在被偏移移动之前彼此相隔多少个像素。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation>调制</translation>
    </message>
    <message>
        <source>Offset groups</source>
        <translation>偏移组</translation>
    </message>
    <message>
        <source>One layer, which reads the picture.</source>
        <translation>一层，读取图像。</translation>
    </message>
    <message>
        <source>One output for every fourth pixel.</source>
        <translation>每四个像素对应一个输出。</translation>
    </message>
    <message>
        <source>One output for every pixel.</source>
        <translation>每个像素对应一个输出。</translation>
    </message>
    <message>
        <source>One output for every second pixel.</source>
        <translation>每两个像素对应一个输出。</translation>
    </message>
    <message>
        <source>One output for every third pixel.</source>
        <translation>每三个像素对应一个输出。</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>算子</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>The task decides: kernel {size}, stride {stride}, dilation {dilation}.</source>
        <translation>由任务决定：卷积核 {size}，步幅 {stride}，膨胀率 {dilation}。</translation>
    </message>
    <message>
        <source>The zeros above and below, and left and right of the input.</source>
        <translation>输入上方和下方以及左侧和右侧的零。</translation>
    </message>
    <message>
        <source>Three layers, each of which reads what the one below it gives.</source>
        <translation>三层，每一层读取它下面那层的输出。</translation>
    </message>
    <message>
        <source>Two layers: the second reads what the first gives.</source>
        <translation>两层：第二层读取第一层的输出。</translation>
    </message>
    <message>
        <source>Zeros around the input. Aligned is dilation × half the kernel, with which outputs and pixels match one to one.</source>
        <translation>输入四周的零。“对齐”即膨胀率 × 卷积核边长的一半，此时输出与像素一一对应。</translation>
    </message>
    <message>
        <source>padding {size}</source>
        <translation>填充 {size}</translation>
    </message>
    <message>
        <source>{down} × {right}</source>
        <translation>{down} × {right}</translation>
    </message>
</context>
<context>
    <name>DeformableScene</name>
    <message>
        <source>0 to {difference}</source>
        <translation>0 至 {difference}</translation>
    </message>
    <message>
        <source>0 to {length} px</source>
        <translation>0 至 {length} px</translation>
    </message>
    <message>
        <source>Branch shown</source>
        <translation>显示的分支</translation>
    </message>
    <message>
        <source>Branch: {kind}</source>
        <translation>分支：{kind}</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>偏移场</translation>
    </message>
    <message>
        <source>Off the plain conv.</source>
        <translation>与普通卷积之差</translation>
    </message>
    <message>
        <source>Off the truth</source>
        <translation>与真值之差</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Tap {tap} is out of view: click to go there</source>
        <translation>抽头 {tap} 不在视野内：点击即可前往</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>The probe is out of view: click to go there</source>
        <translation>探针不在视野内：点击即可前往</translation>
    </message>
    <message>
        <source>True field</source>
        <translation>真值场</translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation>训练前</translation>
    </message>
    <message>
        <source>plain convolution</source>
        <translation>普通卷积</translation>
    </message>
    <message>
        <source>probe ({y}, {x})</source>
        <translation>探针 ({y}, {x})</translation>
    </message>
</context>
<context>
    <name>DensityOverlay</name>
    <message>
        <source>middle: {count}, as by a plain convolution</source>
        <translation>中间：{count} 次，与普通卷积相同</translation>
    </message>
    <message>
        <source>read {low} or fewer to {high} or more times</source>
        <translation>被读取不超过 {low} 次到至少 {high} 次</translation>
    </message>
    <message>
        <source>read {low} to {high} or more times</source>
        <translation>被读取 {low} 次到至少 {high} 次</translation>
    </message>
</context>
<context>
    <name>DeviceButton</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic ({name})</source>
        <translation>自动 ({name})</translation>
    </message>
    <message>
        <source>Device: {name}</source>
        <translation>设备：{name}</translation>
    </message>
    <message>
        <source>The devices are listed once the engine is ready</source>
        <translation>计算引擎就绪后会列出设备</translation>
    </message>
    <message>
        <source>The engine gives no sign of life; click to start it again</source>
        <translation>计算引擎没有任何响应；点击可重新启动它</translation>
    </message>
    <message>
        <source>The engine is starting; it will list the available devices</source>
        <translation>计算引擎正在启动；随后会列出可用的设备</translation>
    </message>
    <message>
        <source>The lab is being set up on {name}</source>
        <translation>正在 {name} 上准备实验室</translation>
    </message>
    <message>
        <source>engine does not answer</source>
        <translation>计算引擎没有回答</translation>
    </message>
    <message>
        <source>engine is starting again…</source>
        <translation>计算引擎正在重新启动…</translation>
    </message>
    <message>
        <source>engine is starting…</source>
        <translation>计算引擎正在启动…</translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation>计算引擎就绪</translation>
    </message>
    <message>
        <source>engine stopped</source>
        <translation>计算引擎已停止</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{name} computes; click to choose another device</source>
        <translation>正在用 {name} 计算；点击可选择其他设备</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>CUDA device {number} cannot be used: {why}</source>
        <translation>无法使用 CUDA 设备 {number}：{why}</translation>
    </message>
    <message>
        <source>{device} · {threads:thread|threads}</source>
        <translation>{device} · {threads} 线程</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Qt platform</source>
        <translation>Qt 平台</translation>
    </message>
    <message>
        <source>XMODIFIERS names {name}, which Qt does not read: set QT_IM_MODULE=ibus</source>
        <translation>XMODIFIERS 指定了 {name}，但 Qt 不读取它：请设置 QT_IM_MODULE=ibus</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>at</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>by the input method of the Wayland desktop</source>
        <translation>使用 Wayland 桌面的输入法</translation>
    </message>
    <message>
        <source>by the input method of the system</source>
        <translation>使用系统的输入法</translation>
    </message>
    <message>
        <source>by {name}, which {variable} names; Qt has what it needs for it</source>
        <translation>使用 {variable} 指定的 {name}；Qt 已有所需的插件</translation>
    </message>
    <message>
        <source>can open</source>
        <translation>可否打开</translation>
    </message>
    <message>
        <source>cannot be imported: {why}</source>
        <translation>无法导入：{why}</translation>
    </message>
    <message>
        <source>cannot be looked for, because Qt cannot be used</source>
        <translation>无法查找，因为 Qt 无法使用</translation>
    </message>
    <message>
        <source>cannot be tried: {why}</source>
        <translation>无法尝试：{why}</translation>
    </message>
    <message>
        <source>cannot be used, at {place}</source>
        <translation>无法使用，位于 {place}</translation>
    </message>
    <message>
        <source>chosen by Qt</source>
        <translation>由 Qt 选择</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>confined</source>
        <translation>读取受限</translation>
    </message>
    <message>
        <source>crashes</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>font for Chinese</source>
        <translation>中文字体</translation>
    </message>
    <message>
        <source>icons</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>its operators can be loaded</source>
        <translation>其算子可以加载</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>limits of memory and time</source>
        <translation>限制内存和时间</translation>
    </message>
    <message>
        <source>missing:</source>
        <translation>缺少：</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>no files but the one to read (Landlock)</source>
        <translation>除要读取的文件外不能访问其他文件 (Landlock)</translation>
    </message>
    <message>
        <source>no input method is set up: install IBus with ibus-libpinyin, and set QT_IM_MODULE=ibus</source>
        <translation>没有设置输入法：请安装 IBus 和 ibus-libpinyin，并设置 QT_IM_MODULE=ibus</translation>
    </message>
    <message>
        <source>no network, processes or writing (seccomp)</source>
        <translation>不能联网、启动进程或写入 (seccomp)</translation>
    </message>
    <message>
        <source>no new privileges</source>
        <translation>不能获得新权限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none is installed: {packages}</source>
        <translation>没有安装：{packages}</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>完全没有</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>not installed; only networks from files need it: pip install &apos;vizapp[sr]&apos;</source>
        <translation>没有安装；只有打开文件中的网络时才需要：pip install &apos;vizapp[sr]&apos;</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>not tried, as it needs a package that cannot be used</source>
        <translation>未尝试，因为它所需的一个软件包无法使用</translation>
    </message>
    <message>
        <source>nothing is missing</source>
        <translation>什么也不缺</translation>
    </message>
    <message>
        <source>of the reader</source>
        <translation>读取进程</translation>
    </message>
    <message>
        <source>of the window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>processor cores</source>
        <translation>处理器核心</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>resources</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>sources</source>
        <translation>源图</translation>
    </message>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>temporary files</source>
        <translation>临时文件</translation>
    </message>
    <message>
        <source>the last one</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>the reader of files cannot be started ({why})</source>
        <translation>无法启动读取文件的进程（{why}）</translation>
    </message>
    <message>
        <source>the reader of files does not answer</source>
        <translation>读取文件的进程没有回答</translation>
    </message>
    <message>
        <source>the window cannot be imported ({why}): install vizapp again</source>
        <translation>无法导入窗口（{why}）：请重新安装 vizapp</translation>
    </message>
    <message>
        <source>torch cannot be imported; install torch and torchvision together: pip install torch torchvision</source>
        <translation>无法导入 torch；请一起安装 torch 和 torchvision：pip install torch torchvision</translation>
    </message>
    <message>
        <source>torchvision does not fit the installed torch; take both from the same place: pip install --force-reinstall torch torchvision</source>
        <translation>torchvision 与已安装的 torch 不符；请从同一来源安装两者：pip install --force-reinstall torch torchvision</translation>
    </message>
    <message>
        <source>translations</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>typing Chinese</source>
        <translation>输入中文</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unknown: {why}</source>
        <translation>未知：{why}</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{device}, {size:.1f} GiB</source>
        <translation>{device}，{size:.1f} GiB</translation>
    </message>
    <message>
        <source>{held} – this system does not offer: {missing}</source>
        <translation>{held} – 此系统不提供：{missing}</translation>
    </message>
    <message>
        <source>{language}, by {variable}={value}</source>
        <translation>{language}，由 {variable}={value} 指定</translation>
    </message>
    <message>
        <source>{language}; no locale is set</source>
        <translation>{language}；没有设置区域</translation>
    </message>
    <message>
        <source>{name} was read, {size} pixels</source>
        <translation>已读取 {name}，{size} 像素</translation>
    </message>
    <message>
        <source>{package} is not installed: pip install &apos;{package}&apos;</source>
        <translation>没有安装 {package}：pip install &apos;{package}&apos;</translation>
    </message>
    <message>
        <source>{variable} names {name}, for which this Qt has no plugin: set QT_IM_MODULE=ibus, which IBus and Fcitx 5 both understand</source>
        <translation>{variable} 指定了 {name}，但此 Qt 没有它的插件：请设置 QT_IM_MODULE=ibus，IBus 和 Fcitx 5 都支持</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>phase_order is {found}; for a factor of {factor} it must hold each of 0 … {last} once</source>
        <translation>phase_order 为 {found}；放大倍数为 {factor} 时，0 … {last} 必须各出现一次</translation>
    </message>
    <message>
        <source>there is no upsampler {name}; choose among: {known}</source>
        <translation>没有上采样器 {name}；请从中选择：{known}</translation>
    </message>
    <message>
        <source>{task} is offered for factors from 2 to {most}, not {factor}</source>
        <translation>{task} 的放大倍数为 2 到 {most}，不能是 {factor}</translation>
    </message>
</context>
<context>
    <name>DropHighlight</name>
    <message>
        <source>Drop it to open it</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>Edge</name>
    <message>
        <source>{count} column</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <source>{count} row</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{parts} cut off</source>
        <translation>已裁掉 {parts}</translation>
    </message>
    <message>
        <source>{parts} of zeros added</source>
        <translation>已补零 {parts}</translation>
    </message>
</context>
<context>
    <name>EnlargeDialog</name>
    <message>
        <source>PNG image ({suffix})</source>
        <translation>PNG 图像 ({suffix})</translation>
    </message>
    <message>
        <source>Save the enlarged picture</source>
        <translation>保存放大后的图像</translation>
    </message>
    <message>
        <source>Save the enlarged picture, {size} pixels</source>
        <translation>保存放大后的图像，{size} 像素</translation>
    </message>
</context>
<context>
    <name>Exhibit</name>
    <message>
        <source>APNG animation, all colours</source>
        <translation>APNG 动画，全部颜色</translation>
    </message>
    <message>
        <source>GIF animation, 255 colours</source>
        <translation>GIF 动画，255 色</translation>
    </message>
    <message>
        <source>Markdown, as it is printed</source>
        <translation>Markdown，数值如所显示</translation>
    </message>
    <message>
        <source>NumPy archive, its numbers as arrays</source>
        <translation>NumPy 归档，数值存为数组</translation>
    </message>
    <message>
        <source>NumPy array, its numbers</source>
        <translation>NumPy 数组，即其数值</translation>
    </message>
    <message>
        <source>PDF document, shapes and text stay such</source>
        <translation>PDF 文档，形状和文字保持原样</translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation>PNG 图像</translation>
    </message>
    <message>
        <source>SVG drawing, shapes and text stay such</source>
        <translation>SVG 图形，形状和文字保持原样</translation>
    </message>
    <message>
        <source>Table with all digits</source>
        <translation>表格，含全部数位</translation>
    </message>
    <message>
        <source>WebP animation, all colours, the smallest</source>
        <translation>WebP 动画，全部颜色，文件最小</translation>
    </message>
</context>
<context>
    <name>ExperimentDialog</name>
    <message>
        <source>Experiment ({suffix})</source>
        <translation>实验 ({suffix})</translation>
    </message>
    <message>
        <source>Experiment with its picture ({suffix})</source>
        <translation>实验，连同其图像 ({suffix})</translation>
    </message>
    <message>
        <source>Experiment, its picture stays where it is ({suffix})</source>
        <translation>实验，图像留在原处 ({suffix})</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>保存实验</translation>
    </message>
</context>
<context>
    <name>ExperimentFiles</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose where it is now, or another picture in its place.</source>
        <translation>请选择它现在的位置，或用另一幅图像代替。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>先保存</translation>
    </message>
    <message>
        <source>Save the changes to this experiment first?</source>
        <translation>是否先保存对此实验的更改？</translation>
    </message>
    <message>
        <source>The picture of this experiment, {name} in {folder}, was changed since it was saved.</source>
        <translation>此实验的图像 {name}（位于 {folder}）在保存之后被更改过。</translation>
    </message>
    <message>
        <source>The picture of this experiment, {name}, is not in {folder} any more.</source>
        <translation>此实验的图像 {name} 已不在 {folder} 中。</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <translation>按现状使用</translation>
    </message>
    <message>
        <source>Where is the picture now?</source>
        <translation>图像现在在哪里？</translation>
    </message>
    <message>
        <source>With another picture, what was trained gives other results.</source>
        <translation>换成另一幅图像后，已训练的内容会给出不同的结果。</translation>
    </message>
    <message>
        <source>vizapp</source>
        <translation>vizapp</translation>
    </message>
    <message>
        <source>{name} takes its place, with its own training. What was not saved is gone then.</source>
        <translation>{name} 将取代它，并带有自己的训练。未保存的内容将会丢失。</translation>
    </message>
</context>
<context>
    <name>ExplainButton</name>
    <message>
        <source>What {title} is</source>
        <translation>“{title}”是什么</translation>
    </message>
</context>
<context>
    <name>ExplanationCard</name>
    <message>
        <source>Card with formula and drawing</source>
        <translation>带公式和图示的卡片</translation>
    </message>
</context>
<context>
    <name>ExplodeBar</name>
    <message>
        <source>Explode</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Left: every sub-pixel in its channel&apos;s tile; right: in its place in the enlarged map.</source>
        <translation>左端：每个亚像素都在其通道的图块中；右端：都在放大图中各自的位置上。</translation>
    </message>
    <message>
        <source>Way from the tiles to the map</source>
        <translation>从图块到放大图的移动进度</translation>
    </message>
    <message>
        <source>map</source>
        <translation>放大图</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>图块</translation>
    </message>
</context>
<context>
    <name>ExplodeOverlay</name>
    <message>
        <source>output channel {shown} alone</source>
        <translation>仅输出通道 {shown}</translation>
    </message>
    <message>
        <source>reduced: each square stands for {across} × {down} pixels</source>
        <translation>缩小显示：每个方块代表 {across} × {down} 个像素</translation>
    </message>
    <message>
        <source>{count} channels, {share} % of the way</source>
        <translation>{count} 个通道，已移动 {share} %</translation>
    </message>
    <message>
        <source>{count} phases, {share} % of the way</source>
        <translation>{count} 个相位，已移动 {share} %</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export offsets, points, masks and field</source>
        <translation>导出偏移、采样点、调制掩码和偏移场</translation>
    </message>
    <message>
        <source>NumPy archive, all of it as arrays ({suffix})</source>
        <translation>NumPy 归档，全部内容存为数组 ({suffix})</translation>
    </message>
    <message>
        <source>Table, a row for every sampling point ({suffix})</source>
        <translation>表格，每个采样点一行 ({suffix})</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>bold: mean of {count}</source>
        <translation>粗线：均值（{count} 个）</translation>
    </message>
    <message>
        <source>steps done</source>
        <translation>已完成的步数</translation>
    </message>
    <message>
        <source>{run}, unseen</source>
        <translation>{run}，未见过</translation>
    </message>
</context>
<context>
    <name>FigureActions</name>
    <message>
        <source>Curve: {title}</source>
        <translation>曲线：{title}</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>A file is being written</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window.</source>
        <translation>关闭此窗口。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>How many pixels an image has, PNG or on the clipboard, for each pixel of the window.</source>
        <translation>对窗口的每个像素，图像（PNG 或剪贴板中的图像）有多少个像素。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Put it on the clipboard.</source>
        <translation>放到剪贴板上。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scale of an image</source>
        <translation>图像的缩放倍数</translation>
    </message>
    <message>
        <source>Stop, and leave no file.</source>
        <translation>停止，不留下文件。</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>导出的内容</translation>
    </message>
    <message>
        <source>What is exported, as it was when this window was opened.</source>
        <translation>导出的内容，为打开此窗口时的样子。</translation>
    </message>
    <message>
        <source>Write it to a file; the ending of its name says as what.</source>
        <translation>写入文件；格式由文件扩展名决定。</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} 像素</translation>
    </message>
</context>
<context>
    <name>FoldBar</name>
    <message>
        <source>Unfold the panel {title}</source>
        <translation>展开面板“{title}”</translation>
    </message>
    <message>
        <source>Unfold this panel</source>
        <translation>展开此面板</translation>
    </message>
</context>
<context>
    <name>HandleKeys</name>
    <message>
        <source>handle that scales all points</source>
        <translation>缩放所有点的手柄</translation>
    </message>
    <message>
        <source>handle that turns all points</source>
        <translation>旋转所有点的手柄</translation>
    </message>
    <message>
        <source>scaled {factor}</source>
        <translation>缩放 {factor}</translation>
    </message>
    <message>
        <source>turned {degrees}</source>
        <translation>旋转 {degrees}</translation>
    </message>
</context>
<context>
    <name>HandsSection</name>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Changed values</source>
        <translation>更改的值</translation>
    </message>
    <message>
        <source>Error (RMS)</source>
        <translation>误差（RMS）</translation>
    </message>
    <message>
        <source>Exchange two phases that chance chooses.</source>
        <translation>随机选取两个相位并交换。</translation>
    </message>
    <message>
        <source>Give changed values back</source>
        <translation>还原更改过的值</translation>
    </message>
    <message>
        <source>Give every changed value back.</source>
        <translation>还原所有更改过的值。</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Hold Ctrl and turn the wheel over a pixel of a tile, zoomed in, to change what it holds. Or click it, and type a value in the inspector.</source>
        <translation>放大后，按住 Ctrl 在图块的像素上滚动滚轮，可更改它的值。也可以点击该像素，然后在检查器中输入数值。</translation>
    </message>
    <message>
        <source>Moves so far: {count}.</source>
        <translation>已移动次数：{count}。</translation>
    </message>
    <message>
        <source>PSNR to the intact</source>
        <translation>相对完好图的 PSNR</translation>
    </message>
    <message>
        <source>Peak of the PSNR</source>
        <translation>PSNR 的峰值</translation>
    </message>
    <message>
        <source>Puzzle</source>
        <translation>谜题</translation>
    </message>
    <message>
        <source>Random swap</source>
        <translation>随机交换</translation>
    </message>
    <message>
        <source>Show which phases were swapped.</source>
        <translation>显示哪些相位被交换过。</translation>
    </message>
    <message>
        <source>Swap one to three pairs of phases without saying which; find them.</source>
        <translation>暗中交换一至三对相位，请把它们找出来。</translation>
    </message>
    <message>
        <source>Swap two phases at random</source>
        <translation>随机交换两个相位</translation>
    </message>
    <message>
        <source>To the map with every value as it was read and in its own place, over all channels. The PSNR is 20 times the decimal logarithm of its peak, which is the range that is drawn, over the error.</source>
        <translation>与每个值都未更改且都在原位的图相比，涵盖所有通道。PSNR 是峰值（即绘制的取值范围）与误差之比的常用对数的 20 倍。</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>{value} dB</source>
        <translation>{value} dB</translation>
    </message>
</context>
<context>
    <name>HeldOut</name>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>HeldPoints</name>
    <message>
        <source>placed point, tap {name}</source>
        <translation>手动放置的点，抽头 {name}</translation>
    </message>
    <message>
        <source>y {y}, x {x}</source>
        <translation>y {y}，x {x}</translation>
    </message>
</context>
<context>
    <name>ImageCanvas</name>
    <message>
        <source>Picture shown</source>
        <translation>显示的图像</translation>
    </message>
</context>
<context>
    <name>InputPicture</name>
    <message>
        <source>Input · made by the task</source>
        <translation>输入 · 由任务生成</translation>
    </message>
    <message>
        <source>Input · what the unit reads</source>
        <translation>输入 · 该单元读取的内容</translation>
    </message>
    <message>
        <source>Input · {name}</source>
        <translation>输入 · {name}</translation>
    </message>
    <message>
        <source>Input · {name}, {size}</source>
        <translation>输入 · {name}，{size}</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is computed; the setup says why.</source>
        <translation>不作计算；原因见“设置”。</translation>
    </message>
    <message>
        <source>The engine has stopped; restart it to go on.</source>
        <translation>计算引擎已停止；请重启后继续。</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>计算引擎正在启动…</translation>
    </message>
    <message>
        <source>The lab is being set up…</source>
        <translation>正在准备实验室…</translation>
    </message>
    <message>
        <source>The numbers cannot be shown; the message above the pictures says why.</source>
        <translation>无法显示数值；原因见图像上方的消息。</translation>
    </message>
</context>
<context>
    <name>IntegerField</name>
    <message>
        <source>“{text}” is not a whole number from {lowest} to {highest}; {value} stays.</source>
        <translation>“{text}”不是 {lowest} 至 {highest} 之间的整数；保留 {value}。</translation>
    </message>
</context>
<context>
    <name>InverseView</name>
    <message>
        <source>magenta: NaN</source>
        <translation>品红：NaN</translation>
    </message>
    <message>
        <source>{channels} channels of {size}</source>
        <translation>{channels} 个 {size} 的通道</translation>
    </message>
    <message>
        <source>{note} · pixel ({y}, {x})</source>
        <translation>{note} · 像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>{tiles} of {channels} channels of {size}</source>
        <translation>{channels} 个 {size} 的通道中的 {tiles} 个</translation>
    </message>
</context>
<context>
    <name>JudgedSection</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>For a difference picture open a result as large as the source, {size}.</source>
        <translation>要看差值图，请打开与源图一样大（{size}）的结果。</translation>
    </message>
    <message>
        <source>Measured in the middle, {size} pixels.</source>
        <translation>在中部 {size} 像素内测量。</translation>
    </message>
    <message>
        <source>Neither show nor measure it any longer; its file stays.</source>
        <translation>不再显示和测量它；其文件保留。</translation>
    </message>
    <message>
        <source>Open a picture that another network has made of the source</source>
        <translation>打开另一个网络由源图生成的图像</translation>
    </message>
    <message>
        <source>Or drop one here.</source>
        <translation>也可以将图像拖到这里。</translation>
    </message>
    <message>
        <source>PSNR reduced, dB</source>
        <translation>缩小后 PSNR，dB</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR，dB</translation>
    </message>
    <message>
        <source>Phases differ: the pixels at the same place of their blocks of 2 × 2, 3 × 3 … have a mean, after a local mean was taken off; this is the deviation between these means, in grey levels of 255. A picture&apos;s own content gives a little, as that of the source shows: only far more is a checkerboard. One of 2 pixels also repeats every 4 and 8. Beside a larger result, bicubic is the source enlarged as much by bicubic interpolation.</source>
        <translation>相位相差：减去局部均值后，各个 2 × 2、3 × 3 … 小块中位置相同的像素有一个均值；这里给出这些均值之间的偏差，以灰度级（共 255 级）计。图像自身的内容也会带来少许差异，源图的数值就是例子：远大于它的才是棋盘伪影。周期为 2 像素的棋盘也会每 4 和 8 像素重复。结果更大时，旁边的“双三次”是源图用双三次插值放大同样倍数后的数值。</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Put somebody&apos;s result away</source>
        <translation>移除他人的结果</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Reduced to the source&apos;s size for PSNR and SSIM: they say whether it is the same picture, and nothing of the detail that was added.</source>
        <translation>计算 PSNR 和 SSIM 时缩小到源图的尺寸：它们说明是否为同一图像，而不反映所增加的细节。</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>SSIM reduced</source>
        <translation>缩小后 SSIM</translation>
    </message>
    <message>
        <source>See it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show it on the right canvas, in its own pixels; the list of pictures there has it too, also beside another one in a wipe (V). Its spectrum: Shift+F; enlarged: M.</source>
        <translation>在右侧画布上以其自身的像素显示；那里的图像列表中也有它，并可与另一幅图像作擦拭对比 (V)。其频谱：Shift+F；放大查看：M。</translation>
    </message>
    <message>
        <source>Show somebody&apos;s result on the right canvas</source>
        <translation>在右侧画布上显示他人的结果</translation>
    </message>
    <message>
        <source>Somebody&apos;s result</source>
        <translation>他人的结果</translation>
    </message>
    <message>
        <source>What another network has made of the source: as large as it, or 2, 3, 4 or 8 times as large on both sides.</source>
        <translation>另一个网络由源图生成的图像：与源图一样大，或两边各为其 2、3、4 或 8 倍。</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation>拖入的图像</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>phases differ</source>
        <translation>相位相差</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源图</translation>
    </message>
    <message>
        <source>{size}, ×{factor}</source>
        <translation>{size}，×{factor}</translation>
    </message>
</context>
<context>
    <name>KernelDensity</name>
    <message>
        <source>All others lie inside.</source>
        <translation>其余的点都在框内。</translation>
    </message>
    <message>
        <source>All points lie inside.</source>
        <translation>所有点都在框内。</translation>
    </message>
    <message>
        <source>The frame reaches {reach} px to each side.</source>
        <translation>边框向每侧延伸 {reach} px。</translation>
    </message>
    <message>
        <source>Where the taps of all units read, relative to the middle of the kernel: each in its own colour, brighter where more units read. Squares are the rigid grid.</source>
        <translation>所有单元的抽头相对于卷积核中心的读取位置：每个抽头各有一种颜色，读取的单元越多越亮。小方框是规则网格。</translation>
    </message>
    <message>
        <source>{broken} of {count} points are not finite and read nothing.</source>
        <translation>{count} 个点中有 {broken} 个不是有限值，不读取任何内容。</translation>
    </message>
    <message>
        <source>{outside} of {count} points lie outside.</source>
        <translation>{count} 个点中有 {outside} 个在框外。</translation>
    </message>
</context>
<context>
    <name>KernelDensityView</name>
    <message>
        <source>Reach of all units</source>
        <translation>所有单元的触及范围</translation>
    </message>
    <message>
        <source>Reach of all units, group {group}</source>
        <translation>所有单元的触及范围，组 {group}</translation>
    </message>
</context>
<context>
    <name>KernelPictures</name>
    <message>
        <source>kernel {number}, weight ({row}, {column}): {value}</source>
        <translation>卷积核 {number}，权重 ({row}, {column})：{value}</translation>
    </message>
</context>
<context>
    <name>KernelSizeField</name>
    <message>
        <source>Kernel height</source>
        <translation>卷积核高度</translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation>卷积核宽度</translation>
    </message>
    <message>
        <source>{side}: 1, 3, 5 or 7 taps.</source>
        <translation>{side}：1、3、5 或 7 个抽头。</translation>
    </message>
</context>
<context>
    <name>KernelsDialog</name>
    <message>
        <source>0 to {last}</source>
        <translation>0 至 {last}</translation>
    </message>
    <message>
        <source>An interpolation has no kernels that are trained.</source>
        <translation>插值没有需要训练的卷积核。</translation>
    </message>
    <message>
        <source>Convolution, then shuffle</source>
        <translation>先卷积，后重排</translation>
    </message>
    <message>
        <source>Equal transposed convolution</source>
        <translation>等价的转置卷积</translation>
    </message>
    <message>
        <source>Kernel of the equal transposed convolution</source>
        <translation>等价转置卷积的卷积核</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layer {number}, transposed: {inputs} → {outputs} channels, {kh} × {kw}</source>
        <translation>第 {number} 层（转置）：{inputs} → {outputs} 个通道，{kh} × {kw}</translation>
    </message>
    <message>
        <source>Layer {number}: {inputs} → {outputs} channels, {kh} × {kw}</source>
        <translation>第 {number} 层：{inputs} → {outputs} 个通道，{kh} × {kw}</translation>
    </message>
    <message>
        <source>One kernel for each of the {count} output channels.</source>
        <translation>{count} 个输出通道各有一个卷积核。</translation>
    </message>
    <message>
        <source>The convolution has a bias for each phase, a transposed convolution one for all: here they are added after it.</source>
        <translation>卷积的每个相位各有一个偏置，转置卷积则共用一个：这里把各偏置加在转置卷积之后。</translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation>训练得到的卷积核</translation>
    </message>
    <message>
        <source>Turned by half a turn and interleaved, the {count} kernels of the phases are one kernel of a transposed convolution: both give the same picture.</source>
        <translation>{count} 个相位的卷积核旋转 180° 后交错排列，就是转置卷积的一个卷积核：两者给出相同的图像。</translation>
    </message>
    <message>
        <source>Waiting for the engine.</source>
        <translation>正在等待计算引擎。</translation>
    </message>
    <message>
        <source>What a value of each of the {count} features writes around its place in the output; where kernels overlap, what they write is added up.</source>
        <translation>{count} 个特征各自的一个值在输出中对应位置周围写入的内容；卷积核重叠之处，写入的值相加。</translation>
    </message>
    <message>
        <source>What output channel {unit} reads of each of the {count} channels below.</source>
        <translation>输出通道 {unit} 从下层 {count} 个通道中各读取什么。</translation>
    </message>
    <message>
        <source>Whose kernels are shown.</source>
        <translation>显示哪一层的卷积核。</translation>
    </message>
    <message>
        <source>black −{reach}, grey 0, white +{reach}</source>
        <translation>黑 −{reach}，灰 0，白 +{reach}</translation>
    </message>
    <message>
        <source>convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>kernel {kh} × {kw}, stride {r}, padding {padding}</source>
        <translation>卷积核 {kh} × {kw}，步幅 {r}，填充 {padding}</translation>
    </message>
    <message>
        <source>kernel {kh} × {kw}, {outputs} channels, shuffle by {r}</source>
        <translation>卷积核 {kh} × {kw}，{outputs} 个通道，按 {r} 重排</translation>
    </message>
    <message>
        <source>largest difference of the two outputs</source>
        <translation>两个输出的最大差异</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>transposed convolution</source>
        <translation>转置卷积</translation>
    </message>
    <message>
        <source>{difference}, of values up to {largest}</source>
        <translation>{difference}，数值最大为 {largest}</translation>
    </message>
    <message>
        <source>{title} · {run}</source>
        <translation>{title} · {run}</translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>List and draw the points of layer {layer}.</source>
        <translation>列出并绘制第 {layer} 层的采样点。</translation>
    </message>
    <message>
        <source>The layer whose points are listed, drawn and dragged; the first one reads the picture.</source>
        <translation>列出、绘制并可拖动其采样点的层；第一层读取图像。</translation>
    </message>
</context>
<context>
    <name>Lens</name>
    <message>
        <source>around y {y}, x {x}</source>
        <translation>在 y {y}，x {x} 周围</translation>
    </message>
    <message>
        <source>magnifier</source>
        <translation>透镜</translation>
    </message>
</context>
<context>
    <name>LessonDock</name>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
</context>
<context>
    <name>LessonMistakes</name>
    <message>
        <source>a date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>一个表</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a whole number up to {most}</source>
        <translation>不超过 {most} 的整数</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>it would need files of this computer</source>
        <translation>它需要这台计算机上的文件</translation>
    </message>
    <message>
        <source>the number {number}</source>
        <translation>数 {number}</translation>
    </message>
</context>
<context>
    <name>LessonPanel</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Claim {claim} · {step}</source>
        <translation>论点 {claim} · {step}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation>结束课程</translation>
    </message>
    <message>
        <source>Go back to your own experiment, which is as you left it</source>
        <translation>回到你自己的实验，它与离开时一样</translation>
    </message>
    <message>
        <source>Go on without having reached the aim</source>
        <translation>不达成目标，直接继续</translation>
    </message>
    <message>
        <source>Go to the step before</source>
        <translation>回到上一步</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>下一课</translation>
    </message>
    <message>
        <source>Not reached yet</source>
        <translation>尚未达成</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已达成</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>第 {number} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>The engine is starting; you can begin in a moment.</source>
        <translation>计算引擎正在启动，稍后即可开始。</translation>
    </message>
</context>
<context>
    <name>LessonsMenu</name>
    <message>
        <source>Deformable convolution</source>
        <translation>可形变卷积</translation>
    </message>
    <message>
        <source>Sub-pixel convolution</source>
        <translation>亚像素卷积</translation>
    </message>
    <message>
        <source>done; it can be gone through again</source>
        <translation>已完成；可以再学一遍</translation>
    </message>
</context>
<context>
    <name>LookRows</name>
    <message>
        <source>Looks</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>LoupeButton</name>
    <message>
        <source>A loupe magnifies what the picked unit reads; this zooms the whole canvas in instead. Arrow keys move the loupe, + and − change its size.</source>
        <translation>放大镜会放大所选单元读取的内容；此按钮则放大整个画布。方向键移动放大镜，+ 和 − 更改其大小。</translation>
    </message>
    <message>
        <source>Put the loupe away</source>
        <translation>收起放大镜</translation>
    </message>
    <message>
        <source>Put the loupe away (Shift+L)</source>
        <translation>收起放大镜（Shift+L）</translation>
    </message>
    <message>
        <source>Show the loupe</source>
        <translation>显示放大镜</translation>
    </message>
    <message>
        <source>Show the loupe, at every scale (Shift+L)</source>
        <translation>显示放大镜，适用于任何缩放比例（Shift+L）</translation>
    </message>
    <message>
        <source>Zoom here</source>
        <translation>在此放大</translation>
    </message>
    <message>
        <source>Zoom here (Z, or double click)</source>
        <translation>在此放大（Z 或双击）</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>ModulationField</name>
    <message>
        <source>2·sigmoid</source>
        <translation>2·sigmoid</translation>
    </message>
    <message>
        <source>Any number; starts at 0; arXiv:2401.06197.</source>
        <translation>任意数值；从 0 开始；arXiv:2401.06197。</translation>
    </message>
    <message>
        <source>Every tap counts as it is; arXiv:1703.06211.</source>
        <translation>每个抽头都按原值计入；arXiv:1703.06211。</translation>
    </message>
    <message>
        <source>From 0 to 1; starts at 0.5; arXiv:1811.11168.</source>
        <translation>从 0 到 1；从 0.5 开始；arXiv:1811.11168。</translation>
    </message>
    <message>
        <source>From 0 to 2; a zero-initialised layer starts at 1.</source>
        <translation>从 0 到 2；零初始化的层从 1 开始。</translation>
    </message>
    <message>
        <source>The taps share a sum of 1; arXiv:2211.05778.</source>
        <translation>各抽头之和为 1；arXiv:2211.05778。</translation>
    </message>
    <message>
        <source>none (v1)</source>
        <translation>无 (v1)</translation>
    </message>
    <message>
        <source>sigmoid (v2)</source>
        <translation>sigmoid (v2)</translation>
    </message>
    <message>
        <source>softmax (v3)</source>
        <translation>softmax (v3)</translation>
    </message>
    <message>
        <source>unbounded (v4)</source>
        <translation>无界 (v4)</translation>
    </message>
</context>
<context>
    <name>NeighbourPicture</name>
    <message>
        <source>({y}, {x}): outside, 0</source>
        <translation>({y}, {x})：图像外，0</translation>
    </message>
    <message>
        <source>({y}, {x}): {value}</source>
        <translation>({y}, {x})：{value}</translation>
    </message>
    <message>
        <source>The four pixels: {pixels}</source>
        <translation>四个像素：{pixels}</translation>
    </message>
</context>
<context>
    <name>NetworkBar</name>
    <message>
        <source>Cancel the computation of the network</source>
        <translation>取消计算网络</translation>
    </message>
    <message>
        <source>Cancel the opening of the network</source>
        <translation>取消打开网络</translation>
    </message>
    <message>
        <source>Computing the network: {percent} %</source>
        <translation>正在计算网络：{percent} %</translation>
    </message>
    <message>
        <source>Keep what is there, and do not open the network</source>
        <translation>保留现有内容，不打开网络</translation>
    </message>
    <message>
        <source>Looking into {name}…</source>
        <translation>正在查看 {name}…</translation>
    </message>
    <message>
        <source>Share of the network&apos;s layers that is computed</source>
        <translation>网络中已计算层数的比例</translation>
    </message>
    <message>
        <source>Stop, and show nothing of the network</source>
        <translation>停止，不显示网络的任何内容</translation>
    </message>
</context>
<context>
    <name>NetworkSection</name>
    <message>
        <source>Compute it</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Compute the network on the picture</source>
        <translation>对图像计算此网络</translation>
    </message>
    <message>
        <source>Compute the network that was cancelled.</source>
        <translation>计算先前被取消的网络。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Open the weights of a network</source>
        <translation>打开网络的权重</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Pattern: of the variance of a layer&apos;s detail (its output less a local mean), the share that repeats every r pixels. It does not depend on the scale of the values; 0 % is no pattern. Phases differ: the pixels at the same place of their blocks have a mean; this is the deviation between them, in grey levels of 255, of what the network gives and of the picture enlarged by bicubic interpolation.</source>
        <translation>图案：一层的细节（其输出减去局部均值）的方差中，每 r 个像素重复一次的部分所占的份额。它与数值的尺度无关；0 % 表示没有图案。相位相差：各小块中位置相同的像素有一个均值；这里给出这些均值之间的偏差，以灰度级（共 255 级）计，分别对应网络给出的结果和用双三次插值放大的图像。</translation>
    </message>
    <message>
        <source>Pixel shuffle of the network</source>
        <translation>网络中的像素重排</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Put the network away</source>
        <translation>移除网络</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Shuffle the picture itself again; the file stays.</source>
        <translation>重新对图像本身进行重排；文件保留。</translation>
    </message>
    <message>
        <source>Weights of a network (safetensors, or a state dict in a pt file): it reads the picture, and each of its pixel shuffles can be looked into.</source>
        <translation>网络的权重（safetensors，或 pt 文件中的 state dict）：它读取图像，其中每个像素重排都可以查看。</translation>
    </message>
    <message>
        <source>Whose channels are shuffled; its factor, and its channels before and after.</source>
        <translation>对哪个像素重排的通道进行重排；附其倍数和重排前后的通道数。</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>图案</translation>
    </message>
    <message>
        <source>phases differ</source>
        <translation>相位相差</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>pixel shuffle</source>
        <translation>像素重排</translation>
    </message>
    <message>
        <source>r</source>
        <translation>r</translation>
    </message>
    <message>
        <source>{architecture}, enlarges ×{scale}</source>
        <translation>{architecture}，放大 ×{scale}</translation>
    </message>
    <message>
        <source>{name} · ×{factor} · {channels} → {made}</source>
        <translation>{name} · ×{factor} · {channels} → {made}</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>OffsetGroupRow</name>
    <message>
        <source>List and draw the points of offset group {group}.</source>
        <translation>列出并绘制偏移组 {group} 的采样点。</translation>
    </message>
    <message>
        <source>Offset group</source>
        <translation>偏移组</translation>
    </message>
    <message>
        <source>The offset group whose points are listed and drawn; each reads its own block of channels.</source>
        <translation>列出并绘制其采样点的偏移组；每组读取各自的一段通道。</translation>
    </message>
    <message>
        <source>channel {first}</source>
        <translation>通道 {first}</translation>
    </message>
    <message>
        <source>channels {first} … {last}</source>
        <translation>通道 {first} … {last}</translation>
    </message>
</context>
<context>
    <name>OffsetMapView</name>
    <message>
        <source>For each tap, how far each unit&apos;s point is moved: dy pixels down, below it dx to the right.</source>
        <translation>每个抽头列出两张表，表示各单元的采样点移动多远：上面是 dy（向下的像素数），下面是 dx（向右的像素数）。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Offset map</source>
        <translation>偏移图</translation>
    </message>
    <message>
        <source>Offset map (1, {channels}, {height}, {width})</source>
        <translation>偏移图 (1, {channels}, {height}, {width})</translation>
    </message>
    <message>
        <source>Type a weight, or drag a number up and down.</source>
        <translation>输入权重，或上下拖动数字。</translation>
    </message>
    <message>
        <source>Type an offset in pixels, or drag a number up and down.</source>
        <translation>输入以像素计的偏移，或上下拖动数字。</translation>
    </message>
    <message>
        <source>Weights of the kernel</source>
        <translation>卷积核的权重</translation>
    </message>
    <message>
        <source>group {group}, tap {tap}</source>
        <translation>组 {group}，抽头 {tap}</translation>
    </message>
    <message>
        <source>tap {tap}</source>
        <translation>抽头 {tap}</translation>
    </message>
    <message>
        <source>the same for every input channel</source>
        <translation>对每个输入通道都相同</translation>
    </message>
</context>
<context>
    <name>OffsetReadings</name>
    <message>
        <source>Every point is finite.</source>
        <translation>所有点都是有限值。</translation>
    </message>
    <message>
        <source>stride {s}, padding {p}, dilation {d}</source>
        <translation>步幅 {s}，填充 {p}，膨胀率 {d}</translation>
    </message>
    <message>
        <source>{count:number of the offsets is|numbers of the offsets are} not finite ({nan} NaN, {infinite} infinite), at {units:unit|units}. A point with such a number reads nothing.</source>
        <translation>{count} 个偏移数值不是有限值（{nan} 个 NaN，{infinite} 个无穷大），位于 {units} 个单元。含有此类数值的点不读取任何内容。</translation>
    </message>
    <message>
        <source>{count:point is|points are} not finite ({nan} NaN, {infinite} infinite), at {units:unit|units}; the first at row {y}, column {x}.</source>
        <translation>{count} 个点不是有限值（{nan} 个 NaN，{infinite} 个无穷大），位于 {units} 个单元；第一个在第 {y} 行第 {x} 列。</translation>
    </message>
    <message>
        <source>{count:point is|points are} not finite ({nan} NaN, {infinite} infinite): {places}. Such a point reads nothing.</source>
        <translation>{count} 个点不是有限值（{nan} 个 NaN，{infinite} 个无穷大）：{places}。这样的点不读取任何内容。</translation>
    </message>
    <message>
        <source>{height} × {width}, {groups:offset group|offset groups}</source>
        <translation>{height} × {width}，{groups} 个偏移组</translation>
    </message>
    <message>
        <source>{value} (rounding)</source>
        <translation>{value}（舍入误差）</translation>
    </message>
    <message>
        <source>{value} of 1</source>
        <translation>{value} / 1</translation>
    </message>
</context>
<context>
    <name>OffsetsDialog</name>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Kernel and offset groups</source>
        <translation>卷积核与偏移组</translation>
    </message>
    <message>
        <source>No feature map is given: the offsets are read on the present picture, scaled to {size}.</source>
        <translation>未给出特征图：偏移用于读取当前图像，图像已缩放到 {size}。</translation>
    </message>
    <message>
        <source>No weight is given: the output is the mean of what the taps read.</source>
        <translation>未给出权重：输出是各抽头所读值的平均。</translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Open as a feature map</source>
        <translation>作为特征图打开</translation>
    </message>
    <message>
        <source>Role of {array}</source>
        <translation>{array} 的角色</translation>
    </message>
    <message>
        <source>Show these offsets</source>
        <translation>显示这些偏移</translation>
    </message>
    <message>
        <source>Stride, padding and dilation</source>
        <translation>步幅、填充与膨胀率</translation>
    </message>
    <message>
        <source>Stride, padding, dilation</source>
        <translation>步幅、填充、膨胀率</translation>
    </message>
    <message>
        <source>The first of {count} items is shown.</source>
        <translation>显示 {count} 项中的第一项。</translation>
    </message>
    <message>
        <source>The picture is scaled to {size}, the layer&apos;s input.</source>
        <translation>图像已缩放到该层的输入尺寸 {size}。</translation>
    </message>
    <message>
        <source>They are no offsets: open the first file as a feature map.</source>
        <translation>它们不是偏移：将第一个文件作为特征图打开。</translation>
    </message>
    <message>
        <source>What each array is</source>
        <translation>各数组是什么</translation>
    </message>
    <message>
        <source>{files}: a feature map of {channels} channels, or offsets of a kernel of {kernel}, for {units} units?</source>
        <translation>{files}：是一张有 {channels} 个通道的特征图，还是 {kernel} 卷积核在 {units} 个单元上的偏移？</translation>
    </message>
    <message>
        <source>{files}: offsets of a kernel of {kernel}, for {units} units. How are they to be read?</source>
        <translation>{files}：{kernel} 卷积核在 {units} 个单元上的偏移。应如何读取？</translation>
    </message>
    <message>
        <source>{files}: what are these arrays?</source>
        <translation>{files}：这些数组是什么？</translation>
    </message>
    <message>
        <source>{label} is left out: {why}</source>
        <translation>{label} 已略去：{why}</translation>
    </message>
</context>
<context>
    <name>OpenActions</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Drop it to look into the network</source>
        <translation>松开即可查看网络内部</translation>
    </message>
    <message>
        <source>Drop it to measure it</source>
        <translation>松开即可测量它</translation>
    </message>
    <message>
        <source>Drop it to try it there</source>
        <translation>松开即可在其上试用</translation>
    </message>
    <message>
        <source>Lessons ({suffixes})</source>
        <translation>课程 ({suffixes})</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>打开课程</translation>
    </message>
    <message>
        <source>Open a picture that another network has made of the source</source>
        <translation>打开另一个网络由源图生成的图像</translation>
    </message>
    <message>
        <source>Open a picture that nothing is trained on</source>
        <translation>打开一幅不用于训练的图像</translation>
    </message>
    <message>
        <source>Open an image, a feature map, offsets or an experiment</source>
        <translation>打开图像、特征图、偏移或实验</translation>
    </message>
    <message>
        <source>Open the weights of a network</source>
        <translation>打开网络的权重</translation>
    </message>
    <message>
        <source>Weights ({suffixes})</source>
        <translation>权重 ({suffixes})</translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation>拖入的图像</translation>
    </message>
    <message>
        <source>pasted image</source>
        <translation>粘贴的图像</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>All that can be opened ({suffixes})</source>
        <translation>所有可打开的文件 ({suffixes})</translation>
    </message>
    <message>
        <source>Experiments ({suffix})</source>
        <translation>实验 ({suffix})</translation>
    </message>
    <message>
        <source>Feature maps ({suffixes})</source>
        <translation>特征图 ({suffixes})</translation>
    </message>
    <message>
        <source>Images ({suffixes})</source>
        <translation>图像 ({suffixes})</translation>
    </message>
</context>
<context>
    <name>OpenedSection</name>
    <message>
        <source>every {period} px</source>
        <translation>每 {period} px</translation>
    </message>
</context>
<context>
    <name>OutputChannelChoice</name>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>colour 0–2</source>
        <translation>彩色 0–2</translation>
    </message>
</context>
<context>
    <name>OutputPicture</name>
    <message>
        <source>The engine has stopped; restart it to go on.</source>
        <translation>计算引擎已停止；请重启后继续。</translation>
    </message>
    <message>
        <source>The engine is starting; the output will appear here.</source>
        <translation>计算引擎正在启动；输出将显示在此处。</translation>
    </message>
    <message>
        <source>Waiting for the first output.</source>
        <translation>正在等待第一个输出。</translation>
    </message>
</context>
<context>
    <name>OverlapPage</name>
    <message>
        <source>Each input writes to {k} × {k} outputs, {s} apart; where they overlap they add up.</source>
        <translation>每个输入写入 {k} × {k} 个输出，彼此间隔 {s}；重叠之处相加。</translation>
    </message>
    <message>
        <source>Input ({y}, {x})</source>
        <translation>输入 ({y}, {x})</translation>
    </message>
    <message>
        <source>Input i writes to the outputs i·s to i·s + k − 1, down and across alike: the counts multiply.</source>
        <translation>输入 i 写入输出 i·s 至 i·s + k − 1，纵向和横向相同：次数相乘。</translation>
    </message>
    <message>
        <source>Output ({y}, {x})</source>
        <translation>输出 ({y}, {x})</translation>
    </message>
    <message>
        <source>Overlap of a transposed convolution</source>
        <translation>转置卷积的重叠</translation>
    </message>
    <message>
        <source>Point at an output, or at an input</source>
        <translation>请指向一个输出或输入</translation>
    </message>
    <message>
        <source>The stride is larger than the kernel: there are outputs that nothing writes to.</source>
        <translation>步幅大于卷积核：有些输出从未被写入。</translation>
    </message>
    <message>
        <source>columns of inputs</source>
        <translation>输入的列</translation>
    </message>
    <message>
        <source>columns of outputs</source>
        <translation>输出的列</translation>
    </message>
    <message>
        <source>counts inside the frame</source>
        <translation>框内计数</translation>
    </message>
    <message>
        <source>kernel k</source>
        <translation>卷积核 k</translation>
    </message>
    <message>
        <source>rows of inputs</source>
        <translation>输入的行</translation>
    </message>
    <message>
        <source>rows of outputs</source>
        <translation>输出的行</translation>
    </message>
    <message>
        <source>stride s</source>
        <translation>步幅 s</translation>
    </message>
    <message>
        <source>writes to</source>
        <translation>写入个数</translation>
    </message>
    <message>
        <source>written to</source>
        <translation>被写入次数</translation>
    </message>
    <message>
        <source>{s} divides {k}: inside, every output is written to equally often. Weights that differ from place to place can still make a checkerboard.</source>
        <translation>{s} 整除 {k}：内部每个输出的写入次数相等。但如果各位置的权重不同，仍可能形成棋盘伪影。</translation>
    </message>
    <message>
        <source>{s} does not divide {k}: neighbouring outputs are written to unequally often. With weights that do not make up for it, that is a checkerboard.</source>
        <translation>{s} 不能整除 {k}：相邻输出的写入次数不等。如果权重不能弥补，就会形成棋盘伪影。</translation>
    </message>
</context>
<context>
    <name>OverlapView</name>
    <message>
        <source>Ones</source>
        <translation>全 1</translation>
    </message>
    <message>
        <source>Overlap count</source>
        <translation>重叠计数</translation>
    </message>
    <message>
        <source>inside the frame: {counts}</source>
        <translation>框内：{counts}</translation>
    </message>
    <message>
        <source>{n} × {n} inputs</source>
        <translation>{n} × {n} 个输入</translation>
    </message>
</context>
<context>
    <name>Packages</name>
    <message>
        <source>an unknown place</source>
        <translation>未知位置</translation>
    </message>
    <message>
        <source>its version is {found}, and {least} or later is needed</source>
        <translation>其版本为 {found}，需要 {least} 或更新的版本</translation>
    </message>
</context>
<context>
    <name>PaddingField</name>
    <message>
        <source>aligned</source>
        <translation>对齐</translation>
    </message>
</context>
<context>
    <name>PanelDock</name>
    <message>
        <source>Show or hide the panel {title}</source>
        <translation>显示或隐藏面板“{title}”</translation>
    </message>
</context>
<context>
    <name>PhaseEditor</name>
    <message>
        <source>Value in {kind} {origin}</source>
        <translation>{kind} {origin} 中的值</translation>
    </message>
    <message>
        <source>{text} is not a number.</source>
        <translation>{text} 不是数字。</translation>
    </message>
    <message>
        <source>{text} is too large a number.</source>
        <translation>{text} 这个数太大。</translation>
    </message>
</context>
<context>
    <name>PhaseTable</name>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>phase {phase}</source>
        <translation>相位 {phase}</translation>
    </message>
    <message>
        <source>phase {phase}: {kind} {origin}, {value}</source>
        <translation>相位 {phase}：{kind} {origin}，{value}</translation>
    </message>
</context>
<context>
    <name>PickedPixel</name>
    <message>
        <source>picked pixel</source>
        <translation>所选像素</translation>
    </message>
    <message>
        <source>y {y}, x {x}</source>
        <translation>y {y}，x {x}</translation>
    </message>
</context>
<context>
    <name>PlaceMenu</name>
    <message>
        <source>Pick this pixel</source>
        <translation>选取此像素</translation>
    </message>
</context>
<context>
    <name>PlacedModel</name>
    <message>
        <source>Away</source>
        <translation>相距</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Let this point follow the training again.</source>
        <translation>让此点重新跟随训练。</translation>
    </message>
    <message>
        <source>L{layer} {tap}</source>
        <translation>L{layer} {tap}</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>抽头</translation>
    </message>
    <message>
        <source>Tap {tap} is held at every unit.</source>
        <translation>抽头 {tap} 在所有单元都被固定。</translation>
    </message>
    <message>
        <source>Tap {tap} is held for {rows} × {columns} units from ({top}, {left}) on.</source>
        <translation>从 ({top}, {left}) 起的 {rows} × {columns} 个单元的抽头 {tap} 被固定。</translation>
    </message>
    <message>
        <source>Tap {tap} of unit ({unit}) is held at ({y}, {x}), in input pixels.</source>
        <translation>单元 ({unit}) 的抽头 {tap} 固定在 ({y}, {x})，以输入像素计。</translation>
    </message>
    <message>
        <source>The branch itself would put it {away} px away, on average.</source>
        <translation>分支自己会把它放在平均相距 {away} px 处。</translation>
    </message>
    <message>
        <source>The branch itself would put it {away} px away.</source>
        <translation>分支自己会把它放在相距 {away} px 处。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>PlacedPointsSection</name>
    <message>
        <source>A dragged point counts for every output pixel.</source>
        <translation>拖动的点对每个输出像素都有效。</translation>
    </message>
    <message>
        <source>A dragged point counts for the picked output pixel only.</source>
        <translation>拖动的点只对所选输出像素有效。</translation>
    </message>
    <message>
        <source>A dragged point counts for the units around the picked one.</source>
        <translation>拖动的点对所选单元周围的单元有效。</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>所有单元</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Clear placed points</source>
        <translation>清除放置的点</translation>
    </message>
    <message>
        <source>Give all points back to the network.</source>
        <translation>将所有点交还给网络。</translation>
    </message>
    <message>
        <source>How many units on a side the brush covers, an odd number.</source>
        <translation>画笔每边覆盖的单元数，为奇数。</translation>
    </message>
    <message>
        <source>Placed points</source>
        <translation>手动放置的点</translation>
    </message>
    <message>
        <source>Points that were dragged away from where the network put them. They stay while it trains.</source>
        <translation>从网络给出的位置被拖走的点。训练时它们保持不动。</translation>
    </message>
    <message>
        <source>Stop teaching</source>
        <translation>停止教会</translation>
    </message>
    <message>
        <source>Teach the branch</source>
        <translation>教会分支</translation>
    </message>
    <message>
        <source>Train the offset branch until these points come from it, and let go of them. What it shares moves too.</source>
        <translation>训练偏移分支，直到这些点由它自己给出，然后松开这些点。与它们共享的部分也会移动。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Whom a dragged point counts for</source>
        <translation>拖动的点对哪些单元有效</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{everywhere} everywhere</source>
        <translation>全局 {everywhere}</translation>
    </message>
    <message>
        <source>{units} + {everywhere} everywhere</source>
        <translation>{units} + 全局 {everywhere}</translation>
    </message>
</context>
<context>
    <name>PlacedTable</name>
    <message>
        <source>Choose all placed points.</source>
        <translation>选择所有手动放置的点。</translation>
    </message>
    <message>
        <source>Placed points</source>
        <translation>手动放置的点</translation>
    </message>
</context>
<context>
    <name>Placing</name>
    <message>
        <source>Drag: every unit · Alt or Ctrl + drag: this unit</source>
        <translation>拖动：所有单元 · Alt 或 Ctrl + 拖动：此单元</translation>
    </message>
    <message>
        <source>Drag: scale all points · Shift: by 0.25 · keys Ctrl+[ and Ctrl+]</source>
        <translation>拖动：缩放所有点 · Shift：每次 0.25 · 按键 Ctrl+[ 和 Ctrl+]</translation>
    </message>
    <message>
        <source>Drag: the brush&apos;s units · Alt or Ctrl + drag: this unit</source>
        <translation>拖动：画笔内的单元 · Alt 或 Ctrl + 拖动：此单元</translation>
    </message>
    <message>
        <source>Drag: this unit · Alt or Ctrl + drag: every unit</source>
        <translation>拖动：此单元 · Alt 或 Ctrl + 拖动：所有单元</translation>
    </message>
    <message>
        <source>Drag: turn all points · Shift: by 15° · keys [ and ]</source>
        <translation>拖动：旋转所有点 · Shift：每次 15° · 按键 [ 和 ]</translation>
    </message>
    <message>
        <source>Placed points hold for the main branch, on the picture trained on</source>
        <translation>手动放置的点只对主分支、在训练所用的图像上有效</translation>
    </message>
    <message>
        <source>moves it for every unit</source>
        <translation>对所有单元移动它</translation>
    </message>
    <message>
        <source>moves it for unit ({y}, {x})</source>
        <translation>对单元 ({y}, {x}) 移动它</translation>
    </message>
    <message>
        <source>moves it for {side} × {side} units around ({y}, {x})</source>
        <translation>对 ({y}, {x}) 周围 {side} × {side} 个单元移动它</translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for every unit</source>
        <translation>旋转 {degrees}，缩放 {factor}，对所有单元</translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for unit ({y}, {x})</source>
        <translation>旋转 {degrees}，缩放 {factor}，对单元 ({y}, {x})</translation>
    </message>
    <message>
        <source>turned {degrees}, scaled {factor} for {side} × {side} units around ({y}, {x})</source>
        <translation>旋转 {degrees}，缩放 {factor}，对 ({y}, {x}) 周围 {side} × {side} 个单元</translation>
    </message>
</context>
<context>
    <name>PlayButton</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play, there and back</source>
        <translation>往返播放</translation>
    </message>
</context>
<context>
    <name>PointLoupe</name>
    <message>
        <source>Drag to move the loupe, an edge to make it larger or smaller</source>
        <translation>拖动可移动放大镜，拖动边缘可更改其大小</translation>
    </message>
</context>
<context>
    <name>PointsSection</name>
    <message>
        <source>All sub-pixels of the pixel read the features there, each with a kernel of its own.</source>
        <translation>该像素的所有亚像素都在这些位置读取特征，但各用自己的卷积核。</translation>
    </message>
    <message>
        <source>Each of the features {first} … {last} is read there: four values times these shares.</source>
        <translation>特征 {first} … {last} 都在该处读取：四个值分别乘以这些份额。</translation>
    </message>
    <message>
        <source>Positions are in pixels of the low-resolution input; whole numbers are centres.</source>
        <translation>位置以低分辨率输入的像素为单位；整数表示像素中心。</translation>
    </message>
    <message>
        <source>The four pixels around the point, and with which share each is read.</source>
        <translation>采样点周围的四个像素，以及读取时各自的份额。</translation>
    </message>
    <message>
        <source>The points are drawn on the low-resolution input: choose it above the left picture.</source>
        <translation>采样点绘制在低分辨率输入上：请在左侧图像上方选择它。</translation>
    </message>
    <message>
        <source>Where it reads</source>
        <translation>读取位置</translation>
    </message>
    <message>
        <source>bilinear place</source>
        <translation>双线性位置</translation>
    </message>
    <message>
        <source>moved by</source>
        <translation>移动量</translation>
    </message>
    <message>
        <source>outside: 0</source>
        <translation>在外部：0</translation>
    </message>
    <message>
        <source>pixel ({y}, {x})</source>
        <translation>像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>plain kernel</source>
        <translation>普通卷积核</translation>
    </message>
    <message>
        <source>reads at</source>
        <translation>读取于</translation>
    </message>
    <message>
        <source>the edge again, ({y}, {x})</source>
        <translation>重复边缘 ({y}, {x})</translation>
    </message>
    <message>
        <source>{run} · sub-pixel {name}</source>
        <translation>{run} · 亚像素 {name}</translation>
    </message>
    <message>
        <source>{run} · tap {name}</source>
        <translation>{run} · 抽头 {name}</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>QT_QPA_PLATFORM asks for {platform}, but {variable} is not set: set it, or unset QT_QPA_PLATFORM.</source>
        <translation>QT_QPA_PLATFORM 要求 {platform}，但没有设置 {variable}：请设置它，或取消 QT_QPA_PLATFORM。</translation>
    </message>
    <message>
        <source>Qt cannot be loaded ({why}): install PySide6-Essentials again, or train without a window with `vizapp run`.</source>
        <translation>无法加载 Qt（{why}）：请重新安装 PySide6-Essentials，或用 `vizapp run` 不开窗口训练。</translation>
    </message>
    <message>
        <source>Qt cannot be loaded because {library} is missing: install the package that holds it, or train without a window with `vizapp run`.</source>
        <translation>无法加载 Qt，因为缺少 {library}：请安装含有它的软件包，或用 `vizapp run` 不开窗口训练。</translation>
    </message>
    <message>
        <source>Qt cannot open a window because {library} is missing: install it on Debian or Ubuntu with `apt install {packages}`, or train without a window with `vizapp run`.</source>
        <translation>Qt 无法打开窗口，因为缺少 {library}：在 Debian 或 Ubuntu 上请用 `apt install {packages}` 安装，或用 `vizapp run` 不开窗口训练。</translation>
    </message>
    <message>
        <source>Qt has no platform {platform}, which QT_QPA_PLATFORM asks for: unset it, or choose one of {known}.</source>
        <translation>Qt 没有 QT_QPA_PLATFORM 要求的平台 {platform}：请取消该变量，或从中选择：{known}。</translation>
    </message>
    <message>
        <source>The display {name} that {variable} names does not answer: correct {variable}, or start the display, or train without a window with `vizapp run`.</source>
        <translation>{variable} 指定的显示 {name} 没有回答：请更正 {variable}，或启动该显示，或用 `vizapp run` 不开窗口训练。</translation>
    </message>
    <message>
        <source>There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): open a terminal on a desktop, or train without a window with `vizapp run`, or set QT_QPA_PLATFORM=offscreen for a window that nobody sees.</source>
        <translation>这里没有显示（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）：请在桌面上打开终端，或用 `vizapp run` 不开窗口训练，或设置 QT_QPA_PLATFORM=offscreen 打开一个看不见的窗口。</translation>
    </message>
</context>
<context>
    <name>ProbeOverlay</name>
    <message>
        <source>probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>unit y {y}, x {x}</source>
        <translation>单元 y {y}，x {x}</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>{what}; choose {ways}</source>
        <translation>{what}；请选择{ways}</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Nothing is computed</source>
        <translation>不作计算</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Step once to begin</source>
        <translation>训练一步后即可显示</translation>
    </message>
    <message>
        <source>unseen</source>
        <translation>未见过</translation>
    </message>
    <message>
        <source>{run}, on the picture trained on: {value}</source>
        <translation>{run}，训练所用的图像：{value}</translation>
    </message>
    <message>
        <source>{run}, on the unseen picture (dashed): {value}</source>
        <translation>{run}，未见过的图像（虚线）：{value}</translation>
    </message>
    <message>
        <source>{run}: {value}</source>
        <translation>{run}：{value}</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>{value}, below {name}</source>
        <translation>{value}，低于{name}</translation>
    </message>
</context>
<context>
    <name>Quantities</name>
    <message>
        <source>more than 1 EiB</source>
        <translation>超过 1 EiB</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} 字节</translation>
    </message>
    <message>
        <source>{others} or {last}</source>
        <translation>{others} 或 {last}</translation>
    </message>
</context>
<context>
    <name>Reached</name>
    <message>
        <source>at step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>from the engine that ended</source>
        <translation>已结束的计算引擎</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Cancel the reading of the file</source>
        <translation>取消读取文件</translation>
    </message>
    <message>
        <source>Keep the present picture and stop reading</source>
        <translation>保留当前图像并停止读取</translation>
    </message>
    <message>
        <source>Reading a file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>The reader did not answer; another one reads {name} again…</source>
        <translation>读取进程没有回答；正由另一个进程重新读取 {name}…</translation>
    </message>
    <message>
        <source>The reader does not answer; the drive of {name} may be slow, or gone</source>
        <translation>读取进程没有回答；{name} 所在的磁盘可能很慢或已断开</translation>
    </message>
</context>
<context>
    <name>ReadingsTable</name>
    <message>
        <source>The readings side by side</source>
        <translation>并排的读数</translation>
    </message>
</context>
<context>
    <name>ReceptiveFieldOverlay</name>
    <message>
        <source>gradient 0 to {largest}</source>
        <translation>梯度 0 至 {largest}</translation>
    </message>
</context>
<context>
    <name>Resources</name>
    <message>
        <source>the bundled file {path} is missing; install vizapp again</source>
        <translation>缺少随程序附带的文件 {path}；请重新安装 vizapp</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>stopped at step {step}: {measure} is {value:.4g}{unit}, above {limit:.6g}{unit}</source>
        <translation>在第 {step} 步停止：{measure} 为 {value:.4g}{unit}，高于 {limit:.6g}{unit}</translation>
    </message>
    <message>
        <source>stopped at step {step}: {measure} is {value:.4g}{unit}, below {limit:.6g}{unit}</source>
        <translation>在第 {step} 步停止：{measure} 为 {value:.4g}{unit}，低于 {limit:.6g}{unit}</translation>
    </message>
    <message>
        <source>{steps:step|steps}{reached}; results are in {places}</source>
        <translation>{steps} 步{reached}；结果位于 {places}</translation>
    </message>
</context>
<context>
    <name>SamplingLegend</name>
    <message>
        <source>Fold or unfold the legend</source>
        <translation>折叠或展开图例</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Legend of the marks</source>
        <translation>标记的图例</translation>
    </message>
    <message>
        <source>hue = direction from the centre</source>
        <translation>色相 = 相对中心的方向</translation>
    </message>
</context>
<context>
    <name>SamplingOverlay</name>
    <message>
        <source>has no finite offset, reads nothing</source>
        <translation>偏移不是有限值，不读取任何值</translation>
    </message>
    <message>
        <source>outside, reads nothing</source>
        <translation>在图外，不读取任何值</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>手动放置</translation>
    </message>
    <message>
        <source>tap {name}</source>
        <translation>抽头 {name}</translation>
    </message>
    <message>
        <source>y {y}, x {x}</source>
        <translation>y {y}，x {x}</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Export: {what}</source>
        <translation>导出：{what}</translation>
    </message>
</context>
<context>
    <name>SavingBar</name>
    <message>
        <source>Cancel the saving of the file</source>
        <translation>取消保存文件</translation>
    </message>
    <message>
        <source>Enlarging to {name}: {percent} %</source>
        <translation>正在放大并写入 {name}：{percent} %</translation>
    </message>
    <message>
        <source>Exporting offsets to {name}: {percent} %</source>
        <translation>正在将偏移导出到 {name}：{percent} %</translation>
    </message>
    <message>
        <source>Saving the experiment to {name}: {percent} %</source>
        <translation>正在将实验保存到 {name}：{percent} %</translation>
    </message>
    <message>
        <source>Share of the file that is done</source>
        <translation>文件已完成的比例</translation>
    </message>
    <message>
        <source>Stop, and leave no file</source>
        <translation>停止，不留下文件</translation>
    </message>
</context>
<context>
    <name>ScriptDialog</name>
    <message>
        <source>Python script ({suffix})</source>
        <translation>Python 脚本（{suffix}）</translation>
    </message>
    <message>
        <source>Save the experiment as a script for PyTorch</source>
        <translation>将实验保存为 PyTorch 脚本</translation>
    </message>
</context>
<context>
    <name>SeedField</name>
    <message>
        <source>Draw another seed</source>
        <translation>换一个随机种子</translation>
    </message>
    <message>
        <source>Draw another seed at random.</source>
        <translation>随机换一个种子。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same training on the same device with as many threads.</source>
        <translation>在同一设备上、线程数相同时，相同的随机种子给出相同的训练。</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>Setup</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>ShowSection</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>SizeField</name>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>{size} px</source>
        <translation>{size} px</translation>
    </message>
    <message>
        <source>“{text}” is not “auto” or a whole number from {lowest} to {highest}.</source>
        <translation>“{text}”既不是“自动”，也不是 {lowest} 至 {highest} 之间的整数。</translation>
    </message>
</context>
<context>
    <name>SourceSection</name>
    <message>
        <source>Array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>Files do not say which axis of an array holds the channels; read it the other way.</source>
        <translation>文件不会说明数组的哪个轴是通道；以另一种方式读取。</translation>
    </message>
    <message>
        <source>NaN: {count} of {total} values</source>
        <translation>NaN：{total} 个值中的 {count} 个</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>还没有图像</translation>
    </message>
    <message>
        <source>Read as (C, H, W)</source>
        <translation>按 (C, H, W) 读取</translation>
    </message>
    <message>
        <source>Read as (H, W, C)</source>
        <translation>按 (H, W, C) 读取</translation>
    </message>
    <message>
        <source>Read the axes the other way</source>
        <translation>以另一种轴顺序读取</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源图</translation>
    </message>
    <message>
        <source>The file holds several arrays; this is the one that is shown.</source>
        <translation>文件中有多个数组；这是所显示的那一个。</translation>
    </message>
    <message>
        <source>The name that the file gives to this array.</source>
        <translation>文件给此数组的名称。</translation>
    </message>
    <message>
        <source>infinite: {count} of {total} values</source>
        <translation>无穷大：{total} 个值中的 {count} 个</translation>
    </message>
    <message>
        <source>reading a network…</source>
        <translation>正在读取网络…</translation>
    </message>
    <message>
        <source>reading another…</source>
        <translation>正在读取另一个…</translation>
    </message>
    <message>
        <source>shape {shape}</source>
        <translation>形状 {shape}</translation>
    </message>
    <message>
        <source>working {size}</source>
        <translation>工作尺寸 {size}</translation>
    </message>
    <message>
        <source>{size} · {channels} ch</source>
        <translation>{size} · {channels} 通道</translation>
    </message>
</context>
<context>
    <name>SpeedControl</name>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>full speed</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation>{speed} 步/秒</translation>
    </message>
    <message>
        <source>{speed}: how many training steps are done a second; at the right end, as many as possible</source>
        <translation>{speed}：每秒执行的训练步数；拖到最右端则尽可能快</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source> = {value} dB</source>
        <translation> = {value} dB</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>计算引擎</translation>
    </message>
    <message>
        <source>Memory of the engine</source>
        <translation>计算引擎占用的内存</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Value under the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>channel {channel} ({h}, {w})</source>
        <translation>通道 {channel} ({h}, {w})</translation>
    </message>
    <message>
        <source>engine does not answer</source>
        <translation>计算引擎没有回答</translation>
    </message>
    <message>
        <source>engine is starting again…</source>
        <translation>计算引擎正在重新启动…</translation>
    </message>
    <message>
        <source>engine is starting…</source>
        <translation>计算引擎正在启动…</translation>
    </message>
    <message>
        <source>engine ready</source>
        <translation>计算引擎就绪</translation>
    </message>
    <message>
        <source>engine stopped</source>
        <translation>计算引擎已停止</translation>
    </message>
    <message>
        <source>phase {i},{j} ({h}, {w})</source>
        <translation>相位 {i},{j} ({h}, {w})</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>{amount} of {total} GiB</source>
        <translation>{amount} / {total} GiB</translation>
    </message>
    <message>
        <source>{down} down, {across} across cycles per pixel</source>
        <translation>纵向 {down}、横向 {across} 周期/像素</translation>
    </message>
    <message>
        <source>{n} steps/s</source>
        <translation>{n} 步/秒</translation>
    </message>
</context>
<context>
    <name>StepChoice</name>
    <message>
        <source>A step that was reached before.</source>
        <translation>此前到达过的一步。</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Branch {number}</source>
        <translation>分支 {number}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go no further, and come back to where the training stood.</source>
        <translation>不再前进，回到训练原来所在的位置。</translation>
    </message>
    <message>
        <source>Go to this step, keep what it shows, and come back to where the training stands.</source>
        <translation>转到这一步，保留其画面，再回到训练当前所在的位置。</translation>
    </message>
    <message>
        <source>Keep step</source>
        <translation>保留此步</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>The branch of the timeline that the step is of.</source>
        <translation>该步所在的时间线分支。</translation>
    </message>
</context>
<context>
    <name>SubpixelLooks</name>
    <message>
        <source>A shuffle has no target and no other picture of the same.</source>
        <translation>重排没有目标，也没有同一内容的其他图像。</translation>
    </message>
    <message>
        <source>Nothing is compared: choose upsamplers beside the main one, in the setup of super-resolve.</source>
        <translation>没有可比较的对象：请在超分辨率的设置中，在主上采样器之外选择其他上采样器。</translation>
    </message>
</context>
<context>
    <name>SubpixelOperatorSection</name>
    <message>
        <source>A value is displaced where it comes from another channel than in the right reading: in the order in which the channels are stored, with every phase in its place.</source>
        <translation>如果一个值与正确读取时取自不同的通道，它就是错位的；正确读取是指按通道的存储顺序读取，且每个相位都在原位。</translation>
    </message>
    <message>
        <source>Channels of zeros are put after the last ones.</source>
        <translation>在最后的通道之后补上全零通道。</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>裁掉</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>算子</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>补零</translation>
    </message>
    <message>
        <source>Phase order</source>
        <translation>相位顺序</translation>
    </message>
    <message>
        <source>Put every phase back in its own place.</source>
        <translation>将每个相位放回各自的位置。</translation>
    </message>
    <message>
        <source>PyTorch: the r² phases of one output channel are next to each other.</source>
        <translation>PyTorch：同一输出通道的 r² 个相位相邻。</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>读取顺序</translation>
    </message>
    <message>
        <source>Reset order</source>
        <translation>重置顺序</translation>
    </message>
    <message>
        <source>Reset phase order</source>
        <translation>重置相位顺序</translation>
    </message>
    <message>
        <source>Rows and columns of zeros are put after the last ones.</source>
        <translation>在最后的行和列之后补零。</translation>
    </message>
    <message>
        <source>Shuffle by {r}</source>
        <translation>按 {r} 重排</translation>
    </message>
    <message>
        <source>Spare channels</source>
        <translation>多余通道</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>存储顺序</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>Such a map is not shuffled.</source>
        <translation>这样的图不作重排。</translation>
    </message>
    <message>
        <source>TensorFlow: the output channels of one phase are next to each other.</source>
        <translation>TensorFlow：同一相位的各输出通道相邻。</translation>
    </message>
    <message>
        <source>The last channels are left out.</source>
        <translation>舍去最后的通道。</translation>
    </message>
    <message>
        <source>The last rows and columns are cut off.</source>
        <translation>裁掉最后的行和列。</translation>
    </message>
    <message>
        <source>The order in which the channels were stored: an image is taken apart in it, and of a feature map it says what the map is. With one output channel both orders are the same.</source>
        <translation>存储各通道时的顺序：图像按此顺序拆分；对于特征图，它说明该图是如何存储的。只有一个输出通道时，两种顺序相同。</translation>
    </message>
    <message>
        <source>The order in which the shuffle reads the channels. In the wrong one, values land elsewhere.</source>
        <translation>重排读取各通道的顺序。顺序不对时，值会落到别处。</translation>
    </message>
    <message>
        <source>Upscale factor r</source>
        <translation>放大倍数 r</translation>
    </message>
    <message>
        <source>What is done with a feature map whose channels are no multiple of r².</source>
        <translation>特征图的通道数不是 r² 的倍数时如何处理。</translation>
    </message>
    <message>
        <source>What is done with a height or width that is no multiple of r; the picture shows it hatched.</source>
        <translation>高度或宽度不是 r 的倍数时如何处理；图像上以斜线标出。</translation>
    </message>
    <message>
        <source>Which phase lands at each place of a pixel; drag the chips on the picture to change it.</source>
        <translation>像素的每个位置上落入哪个相位；拖动图像上的色块可更改。</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>原有顺序</translation>
    </message>
    <message>
        <source>k: each input writes to k × k outputs.</source>
        <translation>k：每个输入写入 k × k 个输出。</translation>
    </message>
    <message>
        <source>r: each pixel becomes r×r sub-pixels, and r² channels become one.</source>
        <translation>r：每个像素变为 r×r 个亚像素，r² 个通道变为一个。</translation>
    </message>
    <message>
        <source>s: how many outputs lie between two neighbouring inputs.</source>
        <translation>s：两个相邻输入之间相隔多少个输出。</translation>
    </message>
    <message>
        <source>to be found</source>
        <translation>待找出</translation>
    </message>
    <message>
        <source>{moved} of {count} moved</source>
        <translation>已移动 {moved}/{count}</translation>
    </message>
    <message>
        <source>{phases} divides the number of channels.</source>
        <translation>通道数能被 {phases} 整除。</translation>
    </message>
    <message>
        <source>{r}² = {phases} phases.</source>
        <translation>{r}² = {phases} 个相位。</translation>
    </message>
</context>
<context>
    <name>SubpixelPage</name>
    <message>
        <source>A dash stands for a number that was not sent: of a large map, only where it is zoomed in.</source>
        <translation>短横线表示未传送的数：大图只传送放大显示的部分。</translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) holds {count} residuals</source>
        <translation>像素 ({y}, {x}) 含 {count} 个残差</translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) holds {count} values</source>
        <translation>像素 ({y}, {x}) 含 {count} 个值</translation>
    </message>
    <message>
        <source>Pixel ({y}, {x}) · channel {c}</source>
        <translation>像素 ({y}, {x}) · 通道 {c}</translation>
    </message>
    <message>
        <source>Point at a picture to fill the formula in; click to pick a pixel.</source>
        <translation>指向图像可代入公式；点击可选取像素。</translation>
    </message>
    <message>
        <source>Shapes of what is read and what is given</source>
        <translation>读入与输出的形状</translation>
    </message>
    <message>
        <source>Sub-pixel ({y}, {x})</source>
        <translation>亚像素 ({y}, {x})</translation>
    </message>
    <message>
        <source>Sub-pixel ({y}, {x}) · channel {c}</source>
        <translation>亚像素 ({y}, {x}) · 通道 {c}</translation>
    </message>
    <message>
        <source>The channel of the enlarged map that is shown, and its tiles.</source>
        <translation>所显示的放大图通道及其图块。</translation>
    </message>
    <message>
        <source>The network adds what bicubic interpolation lacks; the shuffle turns its channels into pixels.</source>
        <translation>网络补上双三次插值所缺的内容；重排将网络的通道变为像素。</translation>
    </message>
    <message>
        <source>The shapes of what is read and what is given: batch, channels, height, width.</source>
        <translation>读入与输出的形状：批量、通道、高度、宽度。</translation>
    </message>
    <message>
        <source>The upsampler whose channels these are: a click on the name over another one&apos;s picture, or N.</source>
        <translation>这些通道所属的上采样器：点击另一上采样器图像上方的名称，或按 N，即可切换。</translation>
    </message>
    <message>
        <source>This upsampler has no channels to shuffle: its phases are what it gives, taken apart.</source>
        <translation>此上采样器没有可重排的通道：它的相位由其输出拆分而成。</translation>
    </message>
    <message>
        <source>Upsampler: {run}</source>
        <translation>上采样器：{run}</translation>
    </message>
    <message>
        <source>Where a sub-pixel comes from</source>
        <translation>亚像素的来源</translation>
    </message>
    <message>
        <source>Where the sub-pixels come from is shown again once the puzzle is solved or given up.</source>
        <translation>解开或放弃谜题后，会重新显示亚像素的来源。</translation>
    </message>
    <message>
        <source>While the right canvas shows neither output nor bicubic, the sum is computed of the picked pixel alone: click a pixel to see its own.</source>
        <translation>右侧画布既不显示输出也不显示双三次时，只为所选像素计算此和：点击某个像素即可查看它的结果。</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>bicubic, luma</source>
        <translation>双三次，亮度</translation>
    </message>
    <message>
        <source>c, h, w: output channel and low-resolution pixel; i, j: the phase, a place within that pixel.</source>
        <translation>c、h、w：输出通道和低分辨率像素；i、j：相位，即该像素内的位置。</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>luma</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>output, luma</source>
        <translation>输出，亮度</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>shuffled residual</source>
        <translation>重排后的残差</translation>
    </message>
    <message>
        <source>π: the order that the chips are in.</source>
        <translation>π：各色块当前的顺序。</translation>
    </message>
</context>
<context>
    <name>SubpixelPages</name>
    <message>
        <source>The kernels of every layer, and the last one as the transposed convolution that is equal to it.</source>
        <translation>每一层的卷积核，以及与最后一层等价的转置卷积。</translation>
    </message>
    <message>
        <source>Trained kernels</source>
        <translation>训练得到的卷积核</translation>
    </message>
    <message>
        <source>Trained kernels…</source>
        <translation>训练得到的卷积核…</translation>
    </message>
</context>
<context>
    <name>SumCard</name>
    <message>
        <source>Added up here from the table’s numbers before they are rounded, to compare with what the operator itself gave for this unit.</source>
        <translation>此处由表中数值在舍入之前相加而得，用来与算子自身对此单元给出的结果比较。</translation>
    </message>
    <message>
        <source>What each input channel adds to the output: Σ of its products, before those are rounded.</source>
        <translation>每个输入通道对输出的贡献：其各项乘积舍入之前的和 Σ。</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>conv2d’s own</source>
        <translation>conv2d 的结果</translation>
    </message>
    <message>
        <source>equal to {difference}</source>
        <translation>相等，差 {difference}</translation>
    </message>
    <message>
        <source>exactly conv2d’s</source>
        <translation>与 conv2d 完全一致</translation>
    </message>
    <message>
        <source>exactly equal</source>
        <translation>完全相等</translation>
    </message>
    <message>
        <source>operator’s own output</source>
        <translation>算子自身的输出</translation>
    </message>
    <message>
        <source>they differ by {difference}</source>
        <translation>相差 {difference}</translation>
    </message>
    <message>
        <source>what is read is not finite</source>
        <translation>读到的不是有限值</translation>
    </message>
    <message>
        <source>Σ products</source>
        <translation>Σ 乘积</translation>
    </message>
    <message>
        <source>Σ products + bias</source>
        <translation>Σ 乘积 + 偏置</translation>
    </message>
    <message>
        <source>Σ the other channel</source>
        <translation>Σ 其余 1 个通道</translation>
    </message>
    <message>
        <source>Σ the other {count} channels</source>
        <translation>Σ 其余 {count} 个通道</translation>
    </message>
    <message>
        <source>Σ {name}</source>
        <translation>Σ {name}</translation>
    </message>
</context>
<context>
    <name>TapDetailView</name>
    <message>
        <source>(1−fy)(1−fx) … × pixel</source>
        <translation>(1−fy)(1−fx) … × 像素</translation>
    </message>
    <message>
        <source>(1−fy)(1−fx) … × pixel, {channel}</source>
        <translation>(1−fy)(1−fx) … × 像素，{channel}</translation>
    </message>
    <message>
        <source>1 other</source>
        <translation>其余 1 个</translation>
    </message>
    <message>
        <source>A square of one pixel around it covers of the four pixels, in the order of the rows:</source>
        <translation>以该点为中心、边长为一个像素的正方形在四个像素上各自覆盖的份额，按行的顺序为：</translation>
    </message>
    <message>
        <source>Click a tap to see the four pixels that it reads between.</source>
        <translation>点击一个抽头，查看它在哪四个像素之间读取。</translation>
    </message>
    <message>
        <source>One tap</source>
        <translation>单个抽头</translation>
    </message>
    <message>
        <source>The point lies fy = {fy} below and fx = {fx} right of the upper left pixel’s centre.</source>
        <translation>采样点位于左上像素中心下方 fy = {fy}、右方 fx = {fx} 处。</translation>
    </message>
    <message>
        <source>Value × weight of each input channel; together they are what the tap adds to the output. With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation>每个输入通道的值 × 权重；它们之和就是该抽头对输出的贡献。带 ≈ 时，所写数字只在舍入误差内得出结果。</translation>
    </message>
    <message>
        <source>Value × weight × mask of each input channel; together they are what the tap adds to the output. With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation>每个输入通道的值 × 权重 × 调制掩码；它们之和就是该抽头对输出的贡献。带 ≈ 时，所写数字只在舍入误差内得出结果。</translation>
    </message>
    <message>
        <source>With ≈ the numbers as they are written give the result only to rounding.</source>
        <translation>带 ≈ 时，所写数字只在舍入误差内得出结果。</translation>
    </message>
    <message>
        <source>fy {fy}, fx {fx}</source>
        <translation>fy {fy}，fx {fx}</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>图像外</translation>
    </message>
    <message>
        <source>together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>其余 {count} 个</translation>
    </message>
</context>
<context>
    <name>TapModel</name>
    <message>
        <source>How far the tap was moved from its rigid place, in input pixels: down, right.</source>
        <translation>抽头从规则位置移动了多远，以输入像素计：向下、向右。</translation>
    </message>
    <message>
        <source>Row and column in the kernel; the mark has the colour of the point on the picture.</source>
        <translation>在卷积核中的行和列；标记的颜色与图像上该采样点的颜色相同。</translation>
    </message>
    <message>
        <source>Tap {place}</source>
        <translation>抽头 {place}</translation>
    </message>
    <message>
        <source>The kernel&apos;s number for this tap and this input channel, and below it the mask: what modulation multiplies the value by, for every input channel of the offset group alike.</source>
        <translation>卷积核在此抽头、此输入通道上的数值，其下为调制掩码：调制用它去乘读到的值，对偏移组内的所有输入通道都一样。</translation>
    </message>
    <message>
        <source>The kernel&apos;s number for this tap and this input channel.</source>
        <translation>卷积核在此抽头、此输入通道上的数值。</translation>
    </message>
    <message>
        <source>Value × weight × mask: what this tap adds to the output by this input channel.</source>
        <translation>值 × 权重 × 调制掩码：此抽头经由此输入通道对输出的贡献。</translation>
    </message>
    <message>
        <source>Value × weight: what this tap adds to the output by this input channel.</source>
        <translation>值 × 权重：此抽头经由此输入通道对输出的贡献。</translation>
    </message>
    <message>
        <source>What it reads there from this input channel, by bilinear interpolation.</source>
        <translation>在该处用双线性插值从此输入通道读到的值。</translation>
    </message>
    <message>
        <source>Where the tap reads, in input pixels.</source>
        <translation>抽头的读取位置，以输入像素计。</translation>
    </message>
    <message>
        <source>its offset is not finite, so that it reads nothing</source>
        <translation>其偏移不是有限值，因此不读取任何值</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>调制掩码</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>outside the image, where every pixel counts 0</source>
        <translation>在图像之外，那里每个像素都算作 0</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>手动放置</translation>
    </message>
    <message>
        <source>point</source>
        <translation>采样点</translation>
    </message>
    <message>
        <source>product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>tap</source>
        <translation>抽头</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>TapTable</name>
    <message>
        <source>Taps of the picked unit</source>
        <translation>所选单元的抽头</translation>
    </message>
</context>
<context>
    <name>TaskSection</name>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>{others}, or {last}</source>
        <translation>{others}，或{last}</translation>
    </message>
</context>
<context>
    <name>TileOverlay</name>
    <message>
        <source>Drag it onto another tile to exchange where their values land</source>
        <translation>拖到另一个图块上，可交换两者的值落入的位置</translation>
    </message>
    <message>
        <source>Type the picked pixel&apos;s value in this tile</source>
        <translation>输入所选像素在此图块中的值</translation>
    </message>
    <message>
        <source>lands at place {place}</source>
        <translation>落入位置 {place}</translation>
    </message>
    <message>
        <source>tile {phase}</source>
        <translation>图块 {phase}</translation>
    </message>
    <message>
        <source>tile {phase} of output channel {channel}</source>
        <translation>输出通道 {channel} 的图块 {phase}</translation>
    </message>
</context>
<context>
    <name>TimelineStrip</name>
    <message>
        <source>Drag the cursor to go back to any step. The state of every {count}th step is kept, and what lies between is computed again, to the same numbers. Another setting at an earlier step begins a branch.</source>
        <translation>拖动游标可回到任意一步。程序每 {count} 步保留一次状态，其间各步会重新计算，得到相同的数值。在较早的一步更改设置会开始一个新分支。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Step {step} of {head}</source>
        <translation>第 {step} 步，共 {head} 步</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>To step {step}…</source>
        <translation>转到第 {step} 步…</translation>
    </message>
    <message>
        <source>begun again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>from the start</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>other settings from step {step} on</source>
        <translation>自第 {step} 步起改用其他设置</translation>
    </message>
    <message>
        <source>taught at step {step}</source>
        <translation>在第 {step} 步教会</translation>
    </message>
</context>
<context>
    <name>TimelineTrack</name>
    <message>
        <source>Step {step} · {branch}</source>
        <translation>第 {step} 步 · {branch}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Be shown what the program is about, step by step</source>
        <translation>一步一步了解这个程序讲什么</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动态效果</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Open a prepared example, a bundled photograph or a map of numbers</source>
        <translation>打开现成的示例、内置照片或数字图</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Panels, theme, language, keys and further actions</source>
        <translation>面板、主题、语言、快捷键及其他操作</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>Text and screen</source>
        <translation>文字与屏幕</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
</context>
<context>
    <name>TourOffer</name>
    <message>
        <source>New here? See the two convolutions at work, step by step. You find this under Lessons, too.</source>
        <translation>第一次使用？一步一步看这两种卷积怎样工作。以后在“课程”里也能找到。</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>不用了</translation>
    </message>
    <message>
        <source>Show me in two minutes</source>
        <translation>两分钟看懂</translation>
    </message>
</context>
<context>
    <name>TrainingSection</name>
    <message>
        <source>Decides every random number: the same seed gives the same training on the same device with as many threads (VIZAPP_THREADS).</source>
        <translation>决定所有随机数：在同一设备上、线程数相同时 (VIZAPP_THREADS)，相同的随机种子给出相同的训练。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Nothing is trained in this task.</source>
        <translation>此任务不训练任何内容。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Take the largest working size that the memory allows, or a smaller one.</source>
        <translation>采用内存允许的最大工作尺寸，或更小的尺寸。</translation>
    </message>
    <message>
        <source>The learning rate of the optimiser, AMSGrad; it can be changed while training runs. In the deformable lab, the biases of the offsets learn eight times as fast.</source>
        <translation>优化器 AMSGrad 的学习率，可在训练运行时更改。在可形变实验室中，偏移的偏置以八倍的学习率学习。</translation>
    </message>
    <message>
        <source>The longest side of the reduced copy that is computed with; the full picture stays visible.</source>
        <translation>用于计算的缩小副本的最长边；完整图像仍可查看。</translation>
    </message>
    <message>
        <source>The number of trained parameters.</source>
        <translation>可训练参数的数量。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Use a working size that fits</source>
        <translation>使用合适的工作尺寸</translation>
    </message>
    <message>
        <source>Working size</source>
        <translation>工作尺寸</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
</context>
<context>
    <name>TreeCard</name>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>A sample is one way down: a tap of each layer and, between layers, one of the four units around its point, by channels that the output channel on show depends on. Agreement is 1 − Σ|w − g| / (Σ|w| + Σ|g|): how far the weights w that the samples add up to at each pixel are the gradient g of the output, with offsets and masks held.</source>
        <translation>一个样本是一条自上而下的路径：每层取一个抽头，层与层之间取其采样点周围四个单元之一，并经由所示输出通道依赖的通道。吻合度为 1 − Σ|w − g| / (Σ|w| + Σ|g|)：在偏移和调制掩码固定时，各样本在每个像素上累加出的权重 w 与输出的梯度 g 吻合的程度。</translation>
    </message>
    <message>
        <source>The tree of the unit</source>
        <translation>单元的采样树</translation>
    </message>
    <message>
        <source>a point between units reads four of them</source>
        <translation>单元之间的点读取其中四个</translation>
    </message>
    <message>
        <source>agreement with the gradient</source>
        <translation>与梯度的吻合度</translation>
    </message>
    <message>
        <source>too many to show all: left out</source>
        <translation>过多而无法全部显示：略去</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <source>{samples} samples at {places} places</source>
        <translation>{places} 处共 {samples} 个样本</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
</context>
<context>
    <name>TreeMarks</name>
    <message>
        <source>all outside: nothing is read</source>
        <translation>全在图像外：不读取任何值</translation>
    </message>
    <message>
        <source>nothing read counts: all weights are 0</source>
        <translation>读到的均无作用：权重全为 0</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>It is a unit of layer {layer}: what its taps read is what layer {below} gives.</source>
        <translation>这是第 {layer} 层的单元：其抽头读取的是第 {below} 层给出的结果。</translation>
    </message>
    <message>
        <source>It is the unit of layer {layer}, which reads the picture, in the same place.</source>
        <translation>这是第 {layer} 层（读取图像的层）中同一位置的单元。</translation>
    </message>
    <message>
        <source>List the values and weights of input channel {name}.</source>
        <translation>列出输入通道 {name} 的值和权重。</translation>
    </message>
    <message>
        <source>Nothing is picked. Drag over the output to see what one of its pixels is made of.</source>
        <translation>尚未选取单元。在输出上拖动，即可查看其中一个像素由什么构成。</translation>
    </message>
    <message>
        <source>The engine has not answered yet…</source>
        <translation>计算引擎尚未应答…</translation>
    </message>
    <message>
        <source>The input channel whose values, weights and products are listed; the sum counts all.</source>
        <translation>列出其值、权重和乘积的输入通道；总和计入所有通道。</translation>
    </message>
    <message>
        <source>The output channel whose value is computed here; each has a kernel of its own. Where the picture shows several, it is the first of them.</source>
        <translation>在此计算其值的输出通道；每个输出通道各有一个卷积核。图像同时显示多个通道时，为其中第一个。</translation>
    </message>
    <message>
        <source>The picture shows output channels 0, 1 and 2 as red, green and blue; channel {channel} is computed here.</source>
        <translation>图像将输出通道 0、1、2 显示为红、绿、蓝；此处计算的是通道 {channel}。</translation>
    </message>
    <message>
        <source>The picture shows the mean error of all {count} output channels; channel {channel} is computed here.</source>
        <translation>图像显示全部 {count} 个输出通道的平均误差；此处计算的是通道 {channel}。</translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} of {outputs}</source>
        <translation>单元 ({y}, {x}) · 通道 {channel}，共 {outputs} 个</translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} {how}</source>
        <translation>单元 ({y}, {x}) · 通道 {channel} {how}</translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · channel {channel} · layer {layer} of {layers}</source>
        <translation>单元 ({y}, {x}) · 通道 {channel} · 第 {layer} 层，共 {layers} 层</translation>
    </message>
    <message>
        <source>Unit ({y}, {x}) · output channel {channel}</source>
        <translation>单元 ({y}, {x}) · 输出通道 {channel}</translation>
    </message>
    <message>
        <source>as blue</source>
        <translation>为蓝色</translation>
    </message>
    <message>
        <source>as green</source>
        <translation>为绿色</translation>
    </message>
    <message>
        <source>as red</source>
        <translation>为红色</translation>
    </message>
    <message>
        <source>ch {channel}</source>
        <translation>通道 {channel}</translation>
    </message>
    <message>
        <source>mean of {count}</source>
        <translation>均值（{count} 个）</translation>
    </message>
</context>
<context>
    <name>Unseen</name>
    <message>
        <source>The unseen picture could not be read.</source>
        <translation>无法读取未见过的图像。</translation>
    </message>
    <message>
        <source>The unseen picture does not fit: it must have as many channels as the source.</source>
        <translation>未见过的图像不适用：其通道数必须与源图相同。</translation>
    </message>
    <message>
        <source>The unseen picture is still being read.</source>
        <translation>仍在读取未见过的图像。</translation>
    </message>
</context>
<context>
    <name>UnseenButton</name>
    <message>
        <source>Shows everything of a picture that nothing is trained on.</source>
        <translation>改为在一幅不用于训练的图像上显示所有内容。</translation>
    </message>
    <message>
        <source>Try it on the unseen picture</source>
        <translation>在未见过的图像上试用</translation>
    </message>
    <message>
        <source>Unseen</source>
        <translation>未见过</translation>
    </message>
    <message>
        <source>Unseen picture</source>
        <translation>未见过的图像</translation>
    </message>
</context>
<context>
    <name>UnseenMarks</name>
    <message>
        <source>Nothing is trained on it (U)</source>
        <translation>不用于训练 (U)</translation>
    </message>
    <message>
        <source>On the unseen picture</source>
        <translation>在未见过的图像上</translation>
    </message>
    <message>
        <source>Unseen</source>
        <translation>未见过</translation>
    </message>
    <message>
        <source>Unseen picture: {name} · nothing is trained on it</source>
        <translation>未见过的图像：{name} · 不用于训练</translation>
    </message>
    <message>
        <source>Unseen: never trained on</source>
        <translation>未见过：从不用于训练</translation>
    </message>
</context>
<context>
    <name>UnseenSection</name>
    <message>
        <source>Back to the bundled picture</source>
        <translation>恢复为内置图像</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose another picture that nothing is trained on; or drop one here.</source>
        <translation>选择另一幅不用于训练的图像；也可以将图像拖到这里。</translation>
    </message>
    <message>
        <source>Choose another unseen picture</source>
        <translation>选择另一幅未见过的图像</translation>
    </message>
    <message>
        <source>It does not fit: it must have as many channels as the source.</source>
        <translation>它不适用：其通道数必须与源图相同。</translation>
    </message>
    <message>
        <source>Nothing is tried on it. {why}</source>
        <translation>未在其上试用任何内容。{why}</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Unseen picture</source>
        <translation>未见过的图像</translation>
    </message>
    <message>
        <source>Use a bundled photograph, another one than the source.</source>
        <translation>使用一幅与源图不同的内置照片。</translation>
    </message>
    <message>
        <source>What has been learned is tried on this picture. Nothing is ever trained on it.</source>
        <translation>在此图像上试用学到的内容。它从不用于训练。</translation>
    </message>
    <message>
        <source>dropped image</source>
        <translation>拖入的图像</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
</context>
<context>
    <name>UpsamplerSection</name>
    <message>
        <source>A convolution computes where each sub-pixel reads the features, a pixel shuffle brings the offsets to the sub-pixels, and a 3×3 convolution reads what was found there.</source>
        <translation>一个卷积计算每个亚像素在何处读取特征，像素重排将偏移送到各亚像素，再由 3×3 卷积读取所得内容。</translation>
    </message>
    <message>
        <source>A convolution to r² channels, and a pixel shuffle.</source>
        <translation>输出 r² 个通道的卷积，再加像素重排。</translation>
    </message>
    <message>
        <source>A deformable convolution to r² channels, and a pixel shuffle.</source>
        <translation>先由可形变卷积得到 r² 个通道，再做像素重排。</translation>
    </message>
    <message>
        <source>A transposed convolution with a kernel of side k and a stride of r.</source>
        <translation>卷积核边长为 k、步幅为 r 的转置卷积。</translation>
    </message>
    <message>
        <source>An interpolation; nothing is trained.</source>
        <translation>一种插值；不作训练。</translation>
    </message>
    <message>
        <source>Beside it, on the same crops</source>
        <translation>并列比较，裁剪块相同</translation>
    </message>
    <message>
        <source>Compare with {name}</source>
        <translation>与{name}比较</translation>
    </message>
    <message>
        <source>Each feature is repeated r × r times, and a 3×3 convolution reads them.</source>
        <translation>每个特征重复 r × r 次，再由 3×3 卷积读取。</translation>
    </message>
    <message>
        <source>How the features at low resolution become the enlarged map.</source>
        <translation>低分辨率特征如何变为放大图。</translation>
    </message>
    <message>
        <source>ICNR</source>
        <translation>ICNR</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Kernel of the transposed convolution to compare with</source>
        <translation>用于比较的转置卷积的卷积核</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Kernels of transposed convolutions begin with one weight at all their places: at step 0 only their overlap can make a checkerboard, and makes none where r divides the kernel’s side.</source>
        <translation>转置卷积的卷积核初始时所有位置权重相同：在第 0 步，只有重叠能造成棋盘伪影；当 r 整除卷积核边长时则不会出现。</translation>
    </message>
    <message>
        <source>The same, begun with r² kernels that are alike: at first it is a convolution and nearest.</source>
        <translation>同上，但初始时 r² 个卷积核相同：起初相当于卷积加最近邻插值。</translation>
    </message>
    <message>
        <source>The side of the kernel; its overlaps are even where r, which is the stride, divides it.</source>
        <translation>卷积核的边长；步幅为 r，当 r 整除边长时重叠均匀。</translation>
    </message>
    <message>
        <source>Upsampler</source>
        <translation>上采样器</translation>
    </message>
    <message>
        <source>What enlarges</source>
        <translation>放大方法</translation>
    </message>
    <message>
        <source>begin even</source>
        <translation>初始均匀</translation>
    </message>
    <message>
        <source>resize+conv</source>
        <translation>缩放+卷积</translation>
    </message>
    <message>
        <source>transp. k3</source>
        <translation>转置 k3</translation>
    </message>
    <message>
        <source>transp. k4</source>
        <translation>转置 k4</translation>
    </message>
    <message>
        <source>transp. k…</source>
        <translation>转置 k…</translation>
    </message>
    <message>
        <source>transposed convolution</source>
        <translation>转置卷积</translation>
    </message>
    <message>
        <source>{count} are trained: a step takes about as many times as long.</source>
        <translation>共训练 {count} 个：每步耗时约增至同样的倍数。</translation>
    </message>
</context>
<context>
    <name>WatchRows</name>
    <message>
        <source>Pause above or below the value</source>
        <translation>高于或低于该值时暂停</translation>
    </message>
    <message>
        <source>Pause when</source>
        <translation>条件暂停</translation>
    </message>
    <message>
        <source>Training pauses at the step where this passes the value. Metrics are compared whenever they are measured, what the offset doctor finds at every tenth step.</source>
        <translation>训练在此项越过该值的那一步暂停。指标在每次测量时比较，偏移诊断的结果每十步比较一次。</translation>
    </message>
    <message>
        <source>Value at which training pauses</source>
        <translation>训练暂停的阈值</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>below</source>
        <translation>低于</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>{name}, not measured</source>
        <translation>{name}，未测量</translation>
    </message>
</context>
<context>
    <name>Watchpoint</name>
    <message>
        <source>{title}, unseen</source>
        <translation>{title}，未见过的图像</translation>
    </message>
</context>
<context>
    <name>WipeHandle</name>
    <message>
        <source>Drag the line; arrow keys move it, with Shift by a tenth of the picture</source>
        <translation>拖动分界线；方向键可移动它，按住 Shift 时每次移动图像的十分之一</translation>
    </message>
    <message>
        <source>Line between two pictures</source>
        <translation>两幅图像之间的分界线</translation>
    </message>
    <message>
        <source>One picture is to its left, the other to its right.</source>
        <translation>分界线左侧和右侧各是一幅图像。</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>_PinsCanvas</name>
    <message>
        <source>pin {name}</source>
        <translation>图钉 {name}</translation>
    </message>
    <message>
        <source>unit y {y}, x {x}</source>
        <translation>单元 y {y}，x {x}</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Keep it no longer.</source>
        <translation>不再保留此画面。</translation>
    </message>
    <message>
        <source>Put {name} away</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>Show it beside the others.</source>
        <translation>与其他画面并排显示。</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>显示 {name}</translation>
    </message>
</context>
<context>
    <name>_TitleBar</name>
    <message>
        <source>Fold the panel {title}</source>
        <translation>折叠面板“{title}”</translation>
    </message>
    <message>
        <source>Fold this panel into a thin bar</source>
        <translation>将此面板折叠为细条</translation>
    </message>
    <message>
        <source>Hide the panel {title}</source>
        <translation>隐藏面板“{title}”</translation>
    </message>
    <message>
        <source>Hide this panel</source>
        <translation>隐藏此面板</translation>
    </message>
</context>
</TS>
