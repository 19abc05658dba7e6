// Package paper sets papers of state agencies from one template language as DOCX
// and as PDF: A4, with the margins and the face of Nghị định 30/2020/NĐ-CP, Phụ lục
// I, numbered from the second page on. The PDF takes Liberation Serif, which has
// the metrics of Times New Roman and every Vietnamese letter.
//
// A template is text, line by line. A plain line is a paragraph, an empty line a
// space. A line may begin with one of
//
//	@center, @right      a paragraph of that alignment
//	@title               a centred paragraph in bold
//	@note                a small paragraph in italics
//	@columns … @next … @end   two columns without border
//	@table 10 60 30      a table with columns of these shares in hundredths; its
//	                     lines are rows of cells parted by “|”, the first one is
//	                     the head; it ends with @end
//	@each NAME           in a table: the next line, for each row of that name
//
// after which “*” makes the paragraph bold and “/” italic. {name} stands for a
// value. Values are put in after the template was read, so that no value can be
// taken for a command.
//
// The same template and values give the same bytes.
package paper
