//! What must hold across the workbook.
