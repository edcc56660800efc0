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

# The topic of Get-Help that is made from a page, by the name of the page's file.
$topics = @{}
function Set-PageTopic([System.Collections.IDictionary] $Topic) { $script:topics = $Topic }

# Text without its marks: `code` is code, a link is its words and where to find the page.
function ConvertTo-PlainInline($Inline) {
    # No `switch` over the parts: it takes a part that has parts of its own for a list.
    $text = foreach ($part in $Inline) {
        if ($part -is [Markdig.Syntax.Inlines.LiteralInline]) { $part.Content.ToString() }
        elseif ($part -is [Markdig.Syntax.Inlines.CodeInline]) { $part.Content }
        elseif ($part -is [Markdig.Syntax.Inlines.HtmlEntityInline]) { $part.Transcoded.ToString() }
        elseif ($part -is [Markdig.Syntax.Inlines.AutolinkInline]) { $part.Url }
        elseif ($part -is [Markdig.Syntax.Inlines.LineBreakInline]) { ' ' }
        elseif ($part -is [Markdig.Syntax.Inlines.LinkInline]) { (ConvertTo-PlainInline $part) + (Get-LinkTarget $part.Url) }
        elseif ($part -is [Markdig.Syntax.Inlines.ContainerInline]) { ConvertTo-PlainInline $part }
        else { throw "A page has '$part', a $($part.GetType().Name), which has no form as plain text." }
    }
    -join $text
}

# What stands behind the words of a link: nothing for a cmdlet, whose name is in the words, and for a place in the same page.
function Get-LinkTarget([string] $Url) {
    if ($Url -match '^https?:') { return " ($Url)" }
    if ($Url -match '(^|/)[A-Z]\w+-Rfa\w+\.md' -or $Url.StartsWith('#')) { return '' }
    $page = $Url.Split('#')[0].Split('/')[-1]
    if ($topics.Contains($page)) { " ($($topics[$page]))" } else { " (docs/$page)" }
}

# One text for each block: paragraphs, lists, tables and code, which is indented. With a width, lines are broken there.
function ConvertTo-PlainText($Block, [int] $Width) {
    if ($Block -is [Markdig.Syntax.ParagraphBlock]) { (Split-Line (ConvertTo-PlainInline $Block.Inline) $Width) -join "`n" }
    elseif ($Block -is [Markdig.Syntax.CodeBlock]) { ((Get-CodeText $Block).Split("`n") | ForEach-Object { "    $_".TrimEnd() }) -join "`n" }
    elseif ($Block -is [Markdig.Syntax.ListBlock]) {
        $number = 0
        $items = foreach ($item in $Block) {
            $number++
            $mark = if ($Block.IsOrdered) { "$number. " } else { '- ' }
            $inner = if ($Width) { $Width - $mark.Length } else { 0 }
            $mark + ((& { foreach ($part in $item) { ConvertTo-PlainText $part $inner } }) -join "`n").Replace("`n", "`n" + ' ' * $mark.Length)
        }
        $items -join "`n"
    }
    elseif ($Block -is [Markdig.Extensions.Tables.Table]) { (Format-PlainTable @(Get-TableRow $Block) $Width) -join "`n" }
    else { throw "A page has a $($Block.GetType().Name), which has no form as plain text." }
}

# Breaks a text between words. A word that is longer than a line is broken too.
function Split-Line([string] $Text, [int] $Width) {
    if (-not $Width) { return $Text }
    $line = ''
    foreach ($word in $Text.Split(' ')) {
        if ($line -and $line.Length + 1 + $word.Length -gt $Width) {
            $line
            $line = ''
        }
        while (-not $line -and $word.Length -gt $Width) {
            $word.Substring(0, $Width)
            $word = $word.Substring($Width)
        }
        $line = if ($line) { "$line $word" } else { $word }
    }
    $line
}

function Get-CodeText($Block) { $Block.Lines.ToString().Replace("`r", '') }

# The rows of a table, each an array of plain texts.
function Get-TableRow($Table) {
    foreach ($row in $Table) { , @(foreach ($cell in $row) { if ($cell.Count) { ConvertTo-PlainText $cell[0] } else { '' } }) }
}

# A table in columns. The widest column gives way until the table is as narrow as the width.
function Format-PlainTable([object[]] $Row, [int] $Width) {
    $columns = 0..($Row[0].Count - 1)
    [int[]] $widths = $columns | ForEach-Object { $column = $_; ($Row | ForEach-Object { "$($_[$column])".Length } | Measure-Object -Maximum).Maximum }
    while ($Width -and ($widths | Measure-Object -Sum).Sum + 2 * ($widths.Count - 1) -gt $Width) {
        $widest = [array]::IndexOf($widths, [int] ($widths | Measure-Object -Maximum).Maximum)
        $widths[$widest]--
    }
    foreach ($cells in $Row) {
        $parts = @($columns | ForEach-Object { , @(Split-Line "$($cells[$_])" $widths[$_]) })
        $height = ($parts | ForEach-Object Count | Measure-Object -Maximum).Maximum
        foreach ($line in 0..($height - 1)) {
            (@($columns | ForEach-Object { $(if ($line -lt $parts[$_].Count) { $parts[$_][$line] } else { '' }).PadRight($widths[$_]) }) -join '  ').TrimEnd()
        }
        if ([object]::ReferenceEquals($cells, $Row[0])) { (@($widths | ForEach-Object { '-' * $_ }) -join '  ') }
    }
}

Export-ModuleMember -Function Read-MarkdownPage, ConvertTo-PlainText, Get-CodeText, Get-TableRow, Set-PageTopic
