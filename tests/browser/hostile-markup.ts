// More of what strangers put into HTML: every spelling of a script's address, handlers by the hundred, elements that fetch or act,
// and markup that one reader takes for another thing than the next.

/** Addresses that a browser, or a reader less strict than one, takes for a script's. */
const scriptAddresses: Readonly<Record<string, string>> = {
  plain: "javascript:JS",
  mixed: "jAvAsCrIpT:JS",
  "space-before": "   javascript:JS",
  "tab-inside": "java&Tab;script:JS",
  "line-inside": "java&NewLine;script:JS",
  "return-inside": "java&#13;script:JS",
  "feed-before": "&#12;javascript:JS",
  "control-before": "&#1;&#2;javascript:JS",
  "nul-inside": "java&#0;script:JS",
  "soft-hyphen": "java&shy;script:JS",
  "zero-width": "java&#8203;script:JS",
  "byte-order-mark": "&#65279;javascript:JS",
  colon: "javascript&colon;JS",
  "colon-decimal": "javascript&#58JS",
  "colon-hex": "javascript&#x3a;JS",
  "colon-long": "javascript&#0000000000058;JS",
  "colon-percent": "javascript%3AJS",
  "colon-wide": "javascript&#65306;JS",
  decimal: "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;JS",
  "decimal-no-semicolon": "&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58JS",
  hex: "&#x6A;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;&#x3A;JS",
  "twice-encoded": "&amp;#106;avascript:JS",
  comment: "java/**/script:JS",
  "after-slashes": "//javascript:JS",
  "view-source": "view-source:javascript:JS",
  feed: "feed:javascript:JS",
  jar: "jar:javascript:JS!/",
  livescript: "livescript:JS",
  mocha: "mocha:JS",
  vbscript: "vbscript:JS",
  "data-html": "data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=",
  "data-plain": "data:,JS",
  "data-svg": "data:image/svg+xml,<svg onload=JS xmlns='http://www.w3.org/2000/svg'/>",
  "data-xml": "data:text/xml,<x xmlns:h='http://www.w3.org/1999/xhtml'><h:script>JS</h:script></x>",
  "data-mixed": "DaTa:TeXt/HtMl,<script>JS</script>",
  blob: "blob:https://HOST/0",
  filesystem: "filesystem:https://HOST/temporary/x",
  about: "about:blank#JS",
  "wide-letters": "ｊａｖａｓｃｒｉｐｔ:JS",
  mhtml: "mhtml:https://HOST/x!y",
  "ms-its": "ms-its:mhtml:file://x",
  cid: "cid:javascript:JS",
};

const handlers = (
  "onabort onafterprint onanimationend onanimationiteration onanimationstart onauxclick onbeforecopy onbeforecut onbeforeinput " +
  "onbeforematch onbeforepaste onbeforeprint onbeforetoggle onbeforeunload onbegin onblur onbounce oncancel oncanplay onchange onclick " +
  "onclose oncommand oncontentvisibilityautostatechange oncontextlost oncontextmenu oncontextrestored oncopy oncuechange oncut ondblclick " +
  "ondrag ondragend ondragenter ondragleave ondragover ondragstart ondrop ondurationchange onemptied onend onended onerror onfinish " +
  "onfocus onfocusin onfocusout onformdata onfullscreenchange ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress " +
  "onkeyup onload onloadeddata onloadedmetadata onloadstart onlostpointercapture onmessage onmousedown onmouseenter onmouseleave " +
  "onmousemove onmouseout onmouseover onmouseup onmousewheel onpagehide onpageshow onpaste onpause onplay onplaying onpointercancel " +
  "onpointerdown onpointerenter onpointerleave onpointermove onpointerout onpointerover onpointerrawupdate onpointerup onpopstate " +
  "onprogress onratechange onrepeat onreset onresize onscroll onscrollend onscrollsnapchange onsearch onsecuritypolicyviolation onseeked " +
  "onseeking onselect onselectionchange onselectstart onshow onslotchange onstalled onstart onstorage onsubmit onsuspend ontimeupdate " +
  "ontoggle ontouchcancel ontouchend ontouchmove ontouchstart ontransitioncancel ontransitionend ontransitionrun ontransitionstart " +
  "onunhandledrejection onunload onvolumechange onwaiting onwebkitanimationend onwheel"
).split(" ");

const handlerHosts = ["p", "img src=x", "body", "details open", "a href='https://client.example'", "table", "marquee", "font"];

/** Twelve handlers of each kind an element, on every element that stays. */
const handlerVectors = Object.fromEntries(
  Array.from({ length: Math.ceil(handlers.length / 12) }, (_, index) => {
    const some = handlers.slice(index * 12, (index + 1) * 12).map((name) => `${name}=JS`);
    return [
      `handlers-${index}`,
      handlerHosts.map((host) => `<${host} tabindex=0 ${some.join(" ")}>x</${host.split(" ")[0]}>`).join(""),
    ];
  }),
);

const addressVectors = Object.fromEntries(
  Object.entries(scriptAddresses).map(([name, address]) => [
    `address-${name}`,
    `<a href="${address}">x</a><img src="${address}"><td background="${address}">x</td><p style="background:url('${address}')">x</p>`,
  ]),
);

const written: Readonly<Record<string, string>> = {
  "handler-newline": "<img src=x\nonerror\n=\nJS>",
  "handler-feed": "<img src=x\fonerror=JS><img/**/src=x/**/onerror=JS>",
  "handler-quotes": "<img src='x'onerror=JS><img src=\"x\"onerror='JS'><img src=`x`onerror=JS>",
  "handler-equals": "<img src=x =onerror=JS><img ==onerror=JS src=x><img src=x onerror==JS>",
  "handler-case": "<IMG SRC=x OnErRoR=JS>",
  "handler-wide": "<img src=x ｏｎｅｒｒｏｒ=JS>",
  "handler-colon": "<img src=x xml:onerror=JS svg:onload=JS x:onerror=JS>",
  "handler-data":
    "<img src=x data-onerror=JS on=JS on-error=JS @error=JS v-on:error=JS :src=JS ng-init=JS x-init=JS hx-get=T hx-trigger=load>",
  "handler-after-slash": "<p/onclick=JS/>x<p /onfocus=JS tabindex=1/autofocus>x",
  "handler-in-close": "</p onclick=JS>x</img src=x onerror=JS>",
  "handler-twice": "<img src=x alt=1 alt=2 onerror=JS onerror=JS>",
  "handler-overlong": `<img alt='${"a".repeat(70_000)}' onerror=JS src=x>`,
  "name-overlong": `<img ${"a".repeat(70_000)}=1 onerror=JS src=x>`,
  "tag-overlong": `<${"x".repeat(70_000)} onclick=JS>x</p>`,
  "tag-colon": "<html:script xmlns:html='http://www.w3.org/1999/xhtml'>JS</html:script><svg:script>JS</svg:script>",
  "tag-dash": "<script-x>JS</script-x><x-script src=T></x-script>",
  "tag-nul": "<s\0cript>JS</s\0cript><img\0src=T>",
  "tag-space": "< script>JS</ script><\tscript>JS</script>",
  "tag-bang": "<!script>JS</script><!--!><script>JS</script>",
  "tag-question": "<?php echo '<img src=x onerror=JS>' ?><?xml version='1.0'?><?import namespace='t' implementation='T'?>",
  "tag-percent": "<%= '<img src=x onerror=JS>' %><% JS %>",
  "tag-bracket": "<[if IE]><img src=x onerror=JS><[endif]>",
  "tag-slash": "</ <img src=x onerror=JS>></x/><img src=x onerror=JS>",
  "tag-unclosed": "<p title='x'><b<i onclick=JS>x",
  "image-tag": "<image src=T onerror=JS><image href=T><image srcset='T 1x'>",
  "image-lazy": "<img loading=lazy data-src=T src='data:image/svg+xml,x'><img src='' onerror=JS><img srcset=',,T 1x,'>",
  "image-crossorigin":
    "<img crossorigin=use-credentials referrerpolicy=unsafe-url fetchpriority=high srcset='T' sizes='1px' decoding=sync>",
  "image-longdesc": "<img longdesc='T' usemap='T#m' lowsrc='T' dynsrc='T' start=fileopen controls>",
  "image-relative": "<img src='x'><img src='/x'><img src='?x'><img src='#x'><img src='./x'><img src='../x'><img src='api/v1/me'>",
  "image-own-api":
    "<img src='/api/v1/session'><img src='/api/v1/conversations'><a href='/api/v1/session'>x</a><img src='/api/v1/inline/x'>",
  "image-backslash": "<img src='\\\\HOST\\x'><img src='/\\HOST/x'><a href='\\\\HOST\\x'>x</a>",
  "image-user": "<img src='https://client.example@HOST/x'><img src='https://a:b@HOST/x'>",
  "image-ports":
    "<img src='ws://HOST/x'><img src='wss://HOST/x'><img src='gopher://HOST/x'><img src='chrome://x'><img src='res://x'>",
  "image-dots": "<img src='T' width='1' height=\"1\"><img src='T' width=1><img src='T' style='width:0;height:0'>",
  "image-hidden-more":
    "<img src='T' style='opacity:0'><img src='T' style='visibility:hidden'><img src='T' style='max-width:0;max-height:0'>",
  "image-known":
    "<img src='https://HOST/track/open.php?u=1'><img src='https://HOST/wf/open?upn=x'><img src='https://HOST/open.aspx'>",
  "picture-source": "<picture><source media='all' type='image/avif' srcset='T' onerror=JS><source src='T'></picture>",
  "video-more":
    "<video src='T' preload=auto><source src='T' type='video/mp4'></video><video poster='T'></video><bgsound src='T'>",
  "track-more": "<audio controls preload=auto><source src='T'></audio><track src='T' kind=captions default>",
  "object-more":
    "<object classid='clsid:x' codebase='T'><param name=movie value='T'><embed src='T' allowscriptaccess=always></object>",
  "object-nested": "<object><object data='T'><img src='x' onerror=JS></object></object><object data='javascript:JS'></object>",
  "embed-more": "<embed code='T' src='T' type='text/html'><embed pluginspage='T' src='data:image/svg+xml,<svg onload=JS>'>",
  "applet-more":
    "<applet codebase='T' code='x.class' object='T'><param name=x value='T'></applet><noembed><img src='x' onerror=JS></noembed>",
  "frame-more": "<iframe sandbox='allow-scripts' src='T'></iframe><iframe src='data:text/html,<script>JS</script>'></iframe>",
  "frame-blank": "<iframe src='about:blank' onload=JS></iframe><iframe name=x></iframe><a target=x href='javascript:JS'>x</a>",
  "frame-csp": "<iframe csp='script-src *' srcdoc='&lt;script&gt;JS&lt;/script&gt;' credentialless></iframe>",
  "frame-layer": "<layer src='T'></layer><ilayer src='T'></ilayer><xml id=x src='T'></xml><portal src='T'></portal>",
  "meta-more":
    "<meta http-equiv='refresh' content='0; T'><meta http-equiv=' refresh' content='1;URL=\"T\"'><meta http-equiv=set-cookie content='a=1'>",
  "meta-charset":
    "<meta charset='utf-7'>+ADw-script+AD4-JS+ADw-/script+AD4-<meta http-equiv=content-type content='text/html;charset=utf-7'>",
  "meta-names":
    "<meta name=viewport content='width=9999'><meta name=color-scheme content=dark><meta name=held-images content=9><meta name=always content='x'>",
  "meta-link":
    "<meta http-equiv=link content='<T>;rel=preload;as=image'><meta http-equiv=default-style content='x'><meta property='og:image' content='T'>",
  "link-more":
    "<link rel='preconnect dns-prefetch' href='T' crossorigin><link rel=prefetch as=document href='T'><link rel=compression-dictionary href='T'>",
  "link-names":
    "<link rel=canonical href='T'><link rel=next href='T'><link rel=pingback href='T'><link rel=search href='T'><link rel=expect href='#x' blocking=render>",
  "link-apple": "<link rel=apple-touch-icon href='T'><link rel=mask-icon href='T'><link rel=apple-touch-startup-image href='T'>",
  "link-imagesrcset":
    "<link rel=preload as=image imagesrcset='T 1x' imagesizes=1px><link rel=preload as=style href='T' onload=JS>",
  "base-more": "<base href='https://HOST/'><img src='x'><a href='y'>x</a><base target='_parent'>",
  "anchor-attributes":
    "<a href='https://client.example/' ping='T' attributionsrc='T' download='x.exe' referrerpolicy=unsafe-url rel=opener target=_self type='text/html'>x</a>",
  "anchor-image": "<a href='https://client.example/'><img src=x onerror=JS></a><a href><img src onerror=JS></a>",
  "anchor-nested": "<a href='https://client.example/'><a href='javascript:JS'>x</a></a><a><b><a onclick=JS>x",
  "anchor-lookalike":
    "<a href='https://HOST/'>https://acme.test/login</a><a title='https://acme.test' href='https://HOST/'>acme.test</a>",
  "anchor-idn":
    "<a href='https://аcme.HOST/'>acme.test</a><a href='https://acme.test%2f@HOST'>x</a><a href='https://acme.test&bsol;@HOST'>x</a>",
  "anchor-bidi": "<a href='https://HOST/'>\u202ehttps://acme.test\u202c</a><bdo dir=rtl>tset.emca//:sptth</bdo>",
  "anchor-mailto":
    "<a href='mailto:a@b.example?attach=/etc/passwd&body=<script>JS</script>'>x</a><a href='mailto:\"><img src=x onerror=JS>'>x</a>",
  "anchor-tel":
    "<a href='tel:+1;phone-context=javascript:JS'>x</a><a href='sms:1'>x</a><a href='skype:x?call'>x</a><a href='ms-word:ofe|u|T'>x</a>",
  "anchor-search":
    "<a href='search-ms:query=x&crumb=location:\\\\HOST'>x</a><a href='intent://HOST#Intent;end'>x</a><a href='steam://x'>x</a>",
  "area-map": "<map name=m><area shape=default href='T' ping='T' onclick=JS target=_top></map><img usemap=#m src='x'>",
  "form-more": "<form action='javascript:JS'><input type=submit formaction='T'><input type=image src='T' formaction='T'></form>",
  "form-auto":
    "<form id=f action='T'><input autofocus onfocus=JS name=a><input type=password autocomplete=current-password></form>",
  "form-controls":
    "<button formaction='javascript:JS' form=f>x</button><output onforminput=JS></output><progress onclick=JS></progress><meter></meter>",
  "form-clobber":
    "<form id=body><input name=children><input name=attributes><input id=nodeName></form><input name=querySelectorAll>",
  "form-dialog": "<dialog open onclose=JS><form method=dialog><button autofocus onclick=JS>x</button></form></dialog>",
  "form-select":
    "<select autofocus onfocus=JS size=9><option onclick=JS>x</select><selectedcontent onclick=JS></selectedcontent>",
  "form-label":
    "<label for=x onclick=JS>x</label><fieldset oninvalid=JS><legend>x</legend></fieldset><keygen autofocus onfocus=JS>",
  "form-datalist": "<input list=d autofocus oninput=JS><datalist id=d><option value=JS></datalist><isindex prompt=x action='T'>",
  popovers: "<div popover=auto id=p1 ontoggle=JS>x</div><button popovertarget=p1 popovertargetaction=show autofocus>x</button>",
  invokers:
    "<button commandfor=p2 command=show-modal autofocus>x</button><dialog id=p2 ontoggle=JS>x</dialog><button interestfor=p2>x</button>",
  "details-name":
    "<details name=a open ontoggle=JS><summary>x</summary>y</details><details class=quote open ontoggle=JS><summary onclick=JS>x</summary>y</details>",
  editable: "<p contenteditable=plaintext-only autofocus onfocus=JS spellcheck=true virtualkeyboardpolicy=manual>x</p>",
  "access-key": "<p accesskey=x onclick=JS tabindex=1 draggable=true ondragstart=JS inert hidden=until-found>x</p>",
  roles:
    "<div role=dialog aria-modal=true id=modal>x</div><div role=menu aria-label='x'>x</div><div is=x-y slot=x part=x exportparts=x>x</div>",
  "custom-elements":
    "<x-a onclick=JS><template shadowrootmode=closed><script>JS</script></template></x-a><slot name=x onslotchange=JS></slot>",
  "shadow-more":
    "<div><template shadowrootmode=open shadowrootclonable><style>@import 'T'</style><link rel=stylesheet href='T'></template></div>",
  "template-for":
    "<template for=x><img src='T' onerror=JS></template><template contentmethod=append><script>JS</script></template>",
  clobbers:
    "<a id=location href='T'>x</a><a id=document name=cookie>x</a><img id=defaultView name=top><p id=__proto__ class=constructor>x</p>",
  "clobber-document":
    "<img name=getElementById><img name=styleSheets><img name=scripts><img name=forms><img name=documentElement><img name=URL>",
  "svg-more": "<svg><a href='javascript:JS'><rect width=9 height=9 /></a><image xlink:href='T'/><feImage xlink:href='T'/></svg>",
  "svg-use":
    "<svg><use href='data:image/svg+xml,<svg id=x><image href=T /></svg>#x'/><use xlink:href='T#x'/><pattern id=p><image href='T'/></pattern></svg>",
  "svg-time":
    "<svg><animate attributeName=href values='javascript:JS' dur=1s /><set attributeName=onmouseover to=JS /><animateTransform onbegin=JS /><animateMotion onend=JS /></svg>",
  "svg-handler":
    "<svg><discard onbegin=JS /><handler xmlns='http://www.w3.org/2001/xml-events' type=load>JS</handler><listener handler='T'/></svg>",
  "svg-title": "<svg><title><style><img src=x onerror=JS></style></title><desc><img src='x' onerror=JS></desc></svg>",
  "svg-cdata": "<svg><![CDATA[><img src=x onerror=JS>]]></svg><svg><style><![CDATA[</style><img src=x onerror=JS>]]></svg>",
  "svg-text":
    "<svg><foreignObject><iframe src='javascript:JS'></iframe><body onload=JS></foreignObject><metadata><img src=x onerror=JS></metadata></svg>",
  "svg-cursor":
    "<svg><cursor xlink:href='T'/><font-face-uri xlink:href='T'/><color-profile xlink:href='T'/><tref xlink:href='T#x'/><mpath href='T#x'/></svg>",
  "svg-self-closed": "<svg/><img src=x onerror=JS><svg><p><style><!--</style><img src=x onerror=JS>--></svg>",
  "math-more":
    "<math><maction actiontype='statusline#T' xlink:href='javascript:JS'>x</maction><mglyph src='T' alt=x /><malignmark/></math>",
  "math-annotation":
    "<math><annotation-xml encoding='text/html'><img src=x onerror=JS></annotation-xml><semantics><annotation><img src=x onerror=JS></semantics></math>",
  "math-style":
    "<math><mi><style><img src=x onerror=JS></style></mi><mtext><svg><style><!--</style><img src=x onerror=JS>--></svg></mtext></math>",
  "mxss-nested-form": "<form><div></form><form><math><mtext></form><form><mglyph><style></math><img src onerror=JS>",
  "mxss-desc": "<svg><desc><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=JS&gt;'></desc></svg>",
  "mxss-mtext":
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title='</style><img src onerror=JS>'></style></h1>",
  "mxss-font":
    "<svg><font color=x><img src=x onerror=JS></font></svg><math><font face=x><style><img src=x onerror=JS></style></font></math>",
  "mxss-table-form": "<table><form><td><form><style><img src=x onerror=JS></style></table>",
  "mxss-option": "<select><option><style></option></select><b><![CDATA[</style><img src=x onerror=JS>]]></b>",
  "mxss-deep-a": `${"<a><table>".repeat(60)}<img src=x onerror=JS>`,
  "mxss-adoption": "<a><b><a><i><a><u><table><a onclick=JS></table></a></u></a></i></a></b></a><p><b><i><p onclick=JS></b></i>",
  "mxss-attribute":
    "<p id='<style><!--</style>'><style><!--<img src=x onerror=JS>--></style><b title='--><img src=x onerror=JS>'>x</b>",
  "mxss-entities-twice": "<p>&amp;lt;img src=x onerror=JS&amp;gt;</p><p title='&amp;quot; onclick=JS'>x</p>",
  "mxss-noframes": "<noframes><style></noframes><img src=x onerror=JS></style>",
  "mxss-xmp-more": "<xmp></xmp onclick=JS><img src=x onerror=JS></xmp>",
  "mxss-comment": "<!--<img src='--><img src=x onerror=JS//'><!-- --!><img src=x onerror=JS> --><!--->x<img src=x onerror=JS>-->",
  "mxss-comment-nested": "<!--<!--><img src=x onerror=JS>--><!--[if IE]><!--><img src=x onerror=JS><!--<![endif]-->",
  "mxss-processing": "<svg><?x ><img src=x onerror=JS>?></svg><?x ?><img src=x onerror=JS>",
  "mxss-backslash": "<p title='\\'><img src=x onerror=JS>'>x</p><p title=\"\\\"><img src=x onerror=JS>\">x</p>",
  "mxss-grave": "<p title='`'><img alt='` onerror=JS' src=x></p><listing>\n\n<img src=x onerror=JS></listing>",
  "old-data":
    "<xml id=i><x><c><![CDATA[<img src='javas]]><![CDATA[cript:JS'>]]></c></x></xml><span datasrc=#i datafld=c dataformatas=html></span>",
  "old-import": "<t:set attributeName=innerHTML to='<img src=x onerror=JS>'><x:include href='T'><html:link href='T'>",
  "old-conditional":
    "<!--[if gte mso 9]><xml><v:background fill='t'><v:fill src='T'/></v:background></xml><![endif]--><v:imagedata src='T'/><v:fill src='T'/>",
  "old-tags":
    "<multicol onclick=JS><spacer type=block src='T'><server>JS</server><marquee loop=1 onfinish=JS>x</marquee><blink onclick=JS>x</blink></multicol>",
  "old-amp":
    "<amp-img src='T' layout=fill></amp-img><amp-list src='T'></amp-list><script async custom-element=amp-x src='T'></script>",
  "json-ld": '<script type=\'application/ld+json\'>{"url":"T"}</script><script type=importmap>{"imports":{"x":"T"}}</script>',
  speculative: '<script type=\'speculationrules\'>{"prerender":[{"urls":["T"]}]}</script><a href=\'T\' data-prefetch=true>x</a>',
  reports:
    '<meta http-equiv=Report-To content=\'{"endpoints":[{"url":"T"}]}\'><meta http-equiv=Content-Security-Policy content=\'img-src *;report-uri T\'>',
  "cite-more":
    "<q cite='T'>x</q><del cite='T' datetime=x>x</del><ins cite='T'>x</ins><blockquote cite='T'>x</blockquote><table profile='T' manifest='T'></table>",
  "html-attributes":
    "<html manifest='T' profile='T' onload=JS><head profile='T'><body onload=JS onpageshow=JS alink=x vlink=x background='javascript:JS'>",
};

/** Many to a mail: they do not disturb each other. */
export const markup: Readonly<Record<string, string>> = { ...written, ...addressVectors, ...handlerVectors };
