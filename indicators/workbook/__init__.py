"""Any Vietnamese report workbook as observation drafts: pure functions that know neither database nor request."""
