# Reads Markdown pages, for the help that is made from them. Needs PowerShell 7, which carries the parser: Markdig.

Set-StrictMode -Version 3

# The parser is loaded by the first use of this cmdlet.
$null = ConvertFrom-Markdown -InputObject 'Markdown'
$builder = [Markdig.MarkdownPipelineBuilder]::new()
$pipeline = [Markdig.MarkdownExtensions]::UsePipeTables($builder, $null).Build()

# The sections of a page in their order: Level and Title of the heading, Blocks up to the next heading, and the page's lines
# from Start to End (the last line of the section, blank lines at the end not counted).
function Read-MarkdownPage([string] $Path) {
    $text = [System.IO.File]::ReadAllText($Path).Replace("`r`n", "`n")
    $lines = $text.Split("`n")
    $section = $null
    foreach ($block in [Markdig.Markdown]::Parse($text, $pipeline)) {
        if ($block -is [Markdig.Syntax.HeadingBlock]) {
            $section = [pscustomobject]@{ Level = $block.Level; Title = ConvertTo-PlainInline $block.Inline; Start = $block.Line; End = $lines.Count - 1; Blocks = [System.Collections.Generic.List[object]]::new() }
            $section
        }
        elseif ($section) { $section.Blocks.Add($block) }
        else { throw "${Path}: the page must begin with a heading." }
    }
}

# Text without its marks: `code` is code, a link is its words.
function ConvertTo-PlainInline($Inline) {
    $text = foreach ($part in $Inline) {
        switch ($part) {
            { $_ -is [Markdig.Syntax.Inlines.LiteralInline] } { $_.Content.ToString(); break }
            { $_ -is [Markdig.Syntax.Inlines.CodeInline] } { $_.Content; break }
            { $_ -is [Markdig.Syntax.Inlines.HtmlEntityInline] } { $_.Transcoded.ToString(); break }
            { $_ -is [Markdig.Syntax.Inlines.AutolinkInline] } { $_.Url; break }
            { $_ -is [Markdig.Syntax.Inlines.LineBreakInline] } { ' '; break }
            { $_ -is [Markdig.Syntax.Inlines.ContainerInline] } { ConvertTo-PlainInline $_; break }
            default { throw "A page has '$_', a $($_.GetType().Name), which has no form as plain text." }
        }
    }
    -join $text
}

# One text for each block: paragraphs as one line, lists and tables as lines, code indented.
function ConvertTo-PlainText($Block) {
    switch ($Block) {
        { $_ -is [Markdig.Syntax.ParagraphBlock] } { ConvertTo-PlainInline $_.Inline; break }
        { $_ -is [Markdig.Syntax.CodeBlock] } { ((Get-CodeText $_).Split("`n") | ForEach-Object { "    $_".TrimEnd() }) -join "`n"; break }
        { $_ -is [Markdig.Syntax.ListBlock] } {
            $number = 0
            $items = foreach ($item in $_) {
                $number++
                $mark = if ($Block.IsOrdered) { "$number. " } else { '- ' }
                $mark + (($item | ForEach-Object { ConvertTo-PlainText $_ }) -join "`n").Replace("`n", "`n" + ' ' * $mark.Length)
            }
            $items -join "`n"
            break
        }
        { $_ -is [Markdig.Extensions.Tables.Table] } { (Format-PlainTable (Get-TableRow $_)) -join "`n"; break }
        default { throw "A page has a $($_.GetType().Name), which has no form as plain text." }
    }
}

function Get-CodeText($Block) { $Block.Lines.ToString().Replace("`r", '') }

# The rows of a table, each an array of plain texts.
function Get-TableRow($Table) {
    foreach ($row in $Table) { , @($row | ForEach-Object { if ($_.Count) { ConvertTo-PlainText $_[0] } else { '' } }) }
}

function Format-PlainTable([object[]] $Row) {
    $last = $Row[0].Count - 1
    $widths = 0..$last | ForEach-Object { $column = $_; ($Row | ForEach-Object { "$($_[$column])".Length } | Measure-Object -Maximum).Maximum }
    $Row | ForEach-Object {
        $cells = $_
        (0..$last | ForEach-Object { "$($cells[$_])".PadRight($widths[$_]) }) -join '  ' | ForEach-Object TrimEnd
    }
}

Export-ModuleMember -Function Read-MarkdownPage, ConvertTo-PlainText, Get-CodeText, Get-TableRow
