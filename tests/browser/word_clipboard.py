"""What office programs put on the clipboard, each part as they write it, with text of our own."""

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:13.0pt; font-family:"Times New Roman",serif; mso-style-unhide:no;}
@list l0:level1 {mso-level-number-format:bullet; mso-level-text:"\\F0B7";} --></style></head>
<body lang=VI style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->"""
WORD_TAIL = "<!--EndFragment--></body></html>"


def word(inside: str) -> str:
    return f"{WORD_HEAD}{inside}{WORD_TAIL}"


def list_item(text: str, marker: str = "·", *, level: int = 1, kind: str = "l0") -> str:
    """A list item as Word writes it: a paragraph with its bullet in a conditional comment."""
    return (
        f"<p class=MsoListParagraph style='margin-left:{36 * level}.0pt;text-indent:-18.0pt;"
        f"mso-list:{kind} level{level} lfo1'><![if !supportLists]><span style='font-family:Symbol;"
        f"mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>{marker}<span style='font:7.0pt "
        f'"Times New Roman"\'>&nbsp;&nbsp; </span></span></span><![endif]><span lang=VI>{text}<o:p></o:p></span></p>'
    )


WORD_REPORT = word(
    "<h1 style='mso-margin-top-alt:auto'><span lang=VI>Phần một<o:p></o:p></span></h1>"
    "<p class=MsoNormal style='text-align:justify'><b><span lang=VI style='font-size:14.0pt;color:red'>Xuất khẩu"
    "</span></b><span lang=VI> đạt <i style='mso-bidi-font-style:normal'>769 triệu USD</i>, m<sup>3</sup>"
    "<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    "<h2>Phần nhỏ</h2>"
    + list_item("Một")
    + list_item("Trong một", "o", level=2)
    + list_item("Hai")
    + "<p class=MsoNormal>Giữa hai danh sách</p>"
    + list_item("Thứ nhất", "1.", kind="l1")
    + list_item("Thứ hai", "2.", kind="l1")
    + "<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr>"
    "<td width=100 style='width:75.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal><b>Chỉ tiêu</b></p></td>"
    "<td colspan=2><p class=MsoNormal>Giá trị</p></td></tr></table>"
)
WORD_REPORT_CLEAN = (
    "<h2>Phần một</h2><p><strong>Xuất khẩu</strong> đạt <em>769 triệu USD</em>, m<sup>3</sup></p><h3>Phần nhỏ</h3>"
    "<ul><li><p>Một</p><ul><li><p>Trong một</p></li></ul></li><li><p>Hai</p></li></ul><p>Giữa hai danh sách</p>"
    '<ol data-type="decimal"><li><p>Thứ nhất</p></li><li><p>Thứ hai</p></li></ol>'
    "<table><tbody><tr><td><p><strong>Chỉ tiêu</strong></p></td>"
    '<td colspan="2"><p>Giá trị</p></td></tr></tbody></table>'
)

WORD_REVIEWED = word(
    '<p class=MsoNormal>Giữ <ins cite="mailto:A" datetime="2018-05-22T10:00"><span class=msoIns>đoạn thêm</span></ins>'
    '<del cite="mailto:A" datetime="2018-05-22T10:00"><span class=msoDel>đoạn xoá mật</span></del>'
    "<a style='mso-comment-reference:A_1;mso-comment-date:20180522T1000'> và chữ</a>"
    "<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id=\"_anchor_1\" "
    'href="#_msocom_1" name="_msoanchor_1">[A1]</a></span></span>.</p>'
    "<div style='mso-element:comment-list'><hr class=msocomoff align=left size=1 width=\"33%\">"
    "<div style='mso-element:comment'><div id=\"_com_1\" class=msocomtxt><p class=MsoCommentText>Nhận xét mật</p>"
    "</div></div></div>"
)
WORD_REVIEWED_CLEAN = "<p>Giữ đoạn thêm và chữ.</p>"

WORD_FOOTNOTES = word(
    '<p class=MsoNormal>Tăng 5%<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title="">'
    "<span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>"
    "<span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> so cùng kỳ.</p>"
    "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\">"
    "<![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' "
    'href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]>'
    "</span></a><span lang=VI> Theo Cục Thống kê</span></p></div></div>"
)
WORD_FOOTNOTES_CLEAN = '<p>Tăng 5%<sup data-footnote="Theo Cục Thống kê"></sup> so cùng kỳ.</p>'

WORD_PICTURE = word(
    "<p class=MsoNormal>Trước<span><!--[if gte vml 1]><v:shape id=\"Picture_x0020_1\" style='width:100pt'>"
    '<v:imagedata src="file:///C:/Users/NguyenVanA/AppData/Local/Temp/msohtmlclip1/01/clip_image001.png"/></v:shape>'
    '<![endif]--><![if !vml]><img width=133 height=100 src="file:///C:/Users/NguyenVanA/AppData/Local/Temp/'
    'msohtmlclip1/01/clip_image002.png" v:shapes="Picture_x0020_1"><![endif]></span> sau '
    '<a href="https://a.example/">trang</a> <a href="file:///C:/x.docx">tệp</a> <a name="_Toc1">mốc</a></p>'
)
WORD_PICTURE_CLEAN = '<p>Trước sau <a href="https://a.example/">trang</a> tệp mốc</p>'

GOOGLE_DOCS = (
    '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-7d1b"><h1 dir="ltr" '
    'style="line-height:1.38"><span style="font-size:20pt;font-weight:400">Phần một</span></h1><p dir="ltr">'
    '<span style="font-size:11pt;font-weight:700;font-style:normal">Xuất khẩu</span><span style="font-weight:400"> tăng'
    '</span></p><ul><li dir="ltr" aria-level="1"><p dir="ltr"><span style="font-weight:400">Một</span></p></li></ul>'
    "</b>"
)
GOOGLE_DOCS_CLEAN = "<h2>Phần một</h2><p><strong>Xuất khẩu</strong> tăng</p><ul><li><p>Một</p></li></ul>"

LIBREOFFICE = (
    '<html><head><meta name="generator" content="LibreOffice 7.4"/><style type="text/css">p { margin-bottom: 0.25cm }'
    '</style></head><body lang="vi-VN" dir="ltr"><p align="justify"><font face="Liberation Serif"><font size="3">'
    "<b>Xuất khẩu</b> tăng</font></font></p><ol><li><p>Một</p></li></ol></body></html>"
)
LIBREOFFICE_CLEAN = '<p><strong>Xuất khẩu</strong> tăng</p><ol data-type="decimal"><li><p>Một</p></li></ol>'

WEB_PAGE = (
    '<div class="x" onclick="alert(1)"><h5>Nhỏ</h5><p style="color:red">Chữ <a href="javascript:alert(1)">xấu</a>'
    '<script>alert(1)</script><img src="https://a.example/x.png" onerror="alert(1)"></p></div>'
)
WEB_PAGE_CLEAN = "<h4>Nhỏ</h4><p>Chữ xấu</p>"
