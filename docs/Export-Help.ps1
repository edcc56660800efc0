#Requires -Version 7.4
<#
.SYNOPSIS
    Makes the help that ships, en-US, from the pages in docs, and completes the pages of the cmdlets.
.DESCRIPTION
    People write one page for each cmdlet. The built module knows the rest: the syntax, and the facts of each parameter (type, position,
    pipeline, ...). These are written into the page, between what people wrote. The default value is a fact that only people know: it
    stays as it stands in the table. A cmdlet or parameter without a text, or a text without a parameter, is an error.
    The table of errors in docs/errors.md is the module's own.
    The topics (Get-Help about_RfaAuth and others) are pages of docs as plain text.
#>
param(
    # The folder of the pages, which are completed.
    [string] $Pages = $PSScriptRoot,

    # The folder of the help that is written.
    [string] $Path = [System.IO.Path]::GetFullPath("$PSScriptRoot/../en-US"),

    # The manifest of the module that is described.
    [string] $Module = [System.IO.Path]::GetFullPath("$PSScriptRoot/../RfaAuth.psd1"),

    # The address of the repository on the web, to which Get-Help -Online leads. Without it there is no online help.
    [string] $ProjectUri
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/MarkdownText.psm1" -Force

# The topics, by the page that each is made from.
$topics = [ordered]@{
    'overview.md'       = 'about_RfaAuth'
    'batches.md'        = 'about_RfaAuth_Batches'
    'errors.md'         = 'about_RfaAuth_Errors'
    'exports.md'        = 'about_RfaAuth_Exports'
    'lists.md'          = 'about_RfaAuth_Lists'
    'queries.md'        = 'about_RfaAuth_Queries'
    'scheduled-jobs.md' = 'about_RfaAuth_ScheduledJobs'
    'sessions.md'       = 'about_RfaAuth_Sessions'
    'variables.md'      = 'about_RfaAuth_Variables'
}
Set-PageTopic $topics

# What every cmdlet has, and about_CommonParameters describes.
$common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'UseTransaction'
$sectionNames = 'Syntax', 'Description', 'Examples', 'Parameters', 'Inputs', 'Outputs', 'Notes', 'Links'
$factNames = 'Type', 'Required', 'Position', 'Default', 'Pipeline', 'Aliases', 'Wildcards'

# The name of a type as people write it: without namespace, [] for arrays, without Nullable.
function Get-TypeName([type] $Type) {
    if ($Type.IsArray) { return (Get-TypeName $Type.GetElementType()) + '[]' }
    $value = [Nullable]::GetUnderlyingType($Type)
    if ($value) { $value.Name } elseif ($Type -eq [switch]) { 'SwitchParameter' } else { $Type.Name }
}

# What the assembly knows of a parameter, in one parameter set or, without one, in all of them.
function Get-Fact($Parameter, [string] $ParameterSet) {
    $attributes = @($Parameter.Attributes | Where-Object { $_ -is [Parameter] -and (-not $ParameterSet -or $_.ParameterSetName -in $ParameterSet, '__AllParameterSets') })
    $values = @($Parameter.Attributes | Where-Object { $_.PSObject.Properties['ValidValues'] } | ForEach-Object { $_.ValidValues })
    $element = if ($Parameter.ParameterType.IsArray) { $Parameter.ParameterType.GetElementType() } else { $Parameter.ParameterType }
    if ($element.IsEnum) { $values = [Enum]::GetNames($element) }
    $mandatory = @($attributes | Where-Object Mandatory).Count
    $pipeline = @(if ($attributes.ValueFromPipeline -contains $true) { 'ByValue' }; if ($attributes.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' })
    [pscustomobject]@{
        Name      = $Parameter.Name
        Type      = Get-TypeName $Parameter.ParameterType
        IsSwitch  = $Parameter.ParameterType -eq [switch]
        Values    = $values
        Required  = if ($mandatory -eq 0) { 'no' } elseif ($mandatory -eq $attributes.Count) { 'yes' } else { 'in some sets' }
        Position  = @($attributes | Where-Object Position -GE 0 | ForEach-Object Position) + -1 | Select-Object -First 1
        Pipeline  = $pipeline
        Aliases   = @($Parameter.Aliases)
        Wildcards = [bool] ($Parameter.Attributes | Where-Object { $_.GetType().Name -eq 'SupportsWildcardsAttribute' })
    }
}

# The parameters of a set in the order in which syntax shows them: by position, then what must be given, then in the order of the page.
function Get-SetParameter($Cmdlet, $Set, [string[]] $Order) {
    $facts = $Set.Parameters | Where-Object Name -NotIn $common | ForEach-Object { Get-Fact $Cmdlet.Parameters[$_.Name] $Set.Name }
    $facts | Sort-Object { if ($_.Position -ge 0) { $_.Position } else { 99 } }, { $_.Required -eq 'no' }, { $Order.IndexOf($_.Name) }
}

function Get-ParameterSet($Cmdlet) { $Cmdlet.ParameterSets | Sort-Object { -not $_.IsDefault }, Name }

# ---- The page: read, checked, completed.

# A page as a hashtable by section: Synopsis, Description and Notes as texts, Parameters (in order), Examples, Inputs, Outputs, Links.
function Read-CmdletPage($Cmdlet, [string] $File) {
    $title, $sections = Read-MarkdownPage $File
    if ($title.Level -ne 1 -or $title.Title -ne $Cmdlet.Name) { throw "${File}: the title must be '# $($Cmdlet.Name)'." }
    $names = @($sections | Where-Object Level -EQ 2 | ForEach-Object Title)
    $allowed = @($sectionNames | Where-Object { $_ -in $names })
    if (Compare-Object $allowed $names -SyncWindow 0) { throw "${File}: the sections must be, in this order: $($sectionNames -join ', '). They are: $($names -join ', ')." }
    $page = @{ Synopsis = @($title.Blocks | ForEach-Object { ConvertTo-PlainText $_ }); Sections = $sections }
    foreach ($name in 'Description', 'Notes') {
        $page[$name] = @($sections | Where-Object { $_.Level -eq 2 -and $_.Title -eq $name } | ForEach-Object Blocks | ForEach-Object { ConvertTo-PlainText $_ })
    }
    foreach ($name in 'Examples', 'Parameters', 'Inputs', 'Outputs') { $page[$name] = @(Get-Child $sections $name) }
    $page.Links = @(@($sections | Where-Object { $_.Level -eq 2 -and $_.Title -eq 'Links' })[0].Blocks[0] | ForEach-Object { (ConvertTo-PlainText $_[0]) -replace ' \(.*' })

    $parameters = @($Cmdlet.Parameters.Values | Where-Object Name -NotIn $common)
    $difference = Compare-Object @($parameters.Name | ForEach-Object { "-$_" }) @($page.Parameters.Title)
    if ($difference) { throw "${File}: the page and the cmdlet differ in $($difference.InputObject -join ', ')." }
    foreach ($section in $page.Parameters) {
        $fact = Get-Fact $Cmdlet.Parameters[$section.Title.Substring(1)]
        if ($fact.Required -eq 'no' -and -not (Get-Default $section $fact)) { throw "${File}: $($section.Title) has no default. Write it into its table, below Default." }
    }
    $page
}

# The sections of the third level below one of the second.
function Get-Child($Sections, [string] $Name) {
    $inside = $false
    foreach ($section in $Sections) {
        if ($section.Level -eq 2) { $inside = $section.Title -eq $Name }
        elseif ($inside) { $section }
    }
}

function Test-FactTable($Block) { $Block -is [Markdig.Extensions.Tables.Table] -and @(Get-TableRow $Block)[0][0] -eq 'Type' }

# The default that stands in the table of a parameter. A switch is off.
function Get-Default($Section, $Fact) {
    if ($Fact.IsSwitch) { return 'False' }
    $table = $Section.Blocks | Where-Object { Test-FactTable $_ }
    if (-not $table) { return '' }
    $head, $row = @(Get-TableRow $table)
    $row[[array]::IndexOf($head, 'Default')]
}

function Get-FactTable($Fact, [string] $Default) {
    $cell = { param($text) if ($text) { "``$text``" } else { '' } }
    $type = & $cell $Fact.Type
    if ($Fact.Values) { $type += ': ' + (($Fact.Values | ForEach-Object { & $cell $_ }) -join ', ') }
    $position = if ($Fact.Position -ge 0) { "$($Fact.Position)" } else { 'named' }
    $pipeline = if ($Fact.Pipeline) { $Fact.Pipeline -join ', ' } else { 'no' }
    $wildcards = if ($Fact.Wildcards) { 'yes' } else { 'no' }
    $aliases = ($Fact.Aliases | ForEach-Object { & $cell $_ }) -join ', '
    "| $($factNames -join ' | ') |", "| $(($factNames | ForEach-Object { '---' }) -join ' | ') |",
    "| $($type, $Fact.Required, $position, $Default, $pipeline, $aliases, $wildcards -join ' | ') |"
}

function Get-SyntaxItem($Fact) {
    $name = "-$($Fact.Name)"
    if ($Fact.IsSwitch) { return "[$name]" }
    if ($Fact.Position -ge 0) { $name = "[$name]" }
    $text = "$name <$($Fact.Type)>"
    if ($Fact.Required -eq 'no') { "[$text]" } else { $text }
}

# The syntax as lines of at most 100 characters, one paragraph for each parameter set.
function Get-SyntaxBlock($Cmdlet, [string[]] $Order) {
    '```'
    $first = $true
    foreach ($set in Get-ParameterSet $Cmdlet) {
        if (-not $first) { '' }
        $first = $false
        $line = $Cmdlet.Name
        foreach ($item in @(Get-SetParameter $Cmdlet $set $Order | ForEach-Object { Get-SyntaxItem $_ }) + '[<CommonParameters>]') {
            if ($line.Length + $item.Length + 1 -gt 100) { $line; $line = '   ' }
            $line += " $item"
        }
        $line
    }
    '```'
}

# Writes syntax and facts into the page. What people wrote stays as it is.
function Update-Page($Cmdlet, [string] $File, $Page) {
    $lines = [System.Collections.Generic.List[string]] [System.IO.File]::ReadAllText($File).Replace("`r`n", "`n").TrimEnd().Split("`n")
    $starts = @($Page.Sections.Start) + $lines.Count
    # From the end, so that the numbers of the lines before stay right.
    foreach ($section in $Page.Parameters[($Page.Parameters.Count - 1)..0]) {
        $end = $starts | Where-Object { $_ -gt $section.Start } | Select-Object -First 1
        $text = $lines.GetRange($section.Start, $end - $section.Start)
        $table = $section.Blocks | Where-Object { Test-FactTable $_ }
        if ($table) { $text.RemoveRange($table.Line - $section.Start, 3) }
        $fact = Get-Fact $Cmdlet.Parameters[$section.Title.Substring(1)]
        $text = ($text -join "`n").TrimEnd().Split("`n") + '' + (Get-FactTable $fact (Get-Default $section $fact)) + ''
        $lines.RemoveRange($section.Start, $end - $section.Start)
        $lines.InsertRange($section.Start, [string[]] $text)
    }
    $order = @($Page.Parameters.Title | ForEach-Object { $_.Substring(1) })
    $description = @($Page.Sections | Where-Object Title -EQ 'Description')[0]
    $syntax = $Page.Sections | Where-Object Title -EQ 'Syntax'
    $from = if ($syntax) { $syntax.Start } else { $description.Start }
    $lines.RemoveRange($from, $description.Start - $from)
    $lines.InsertRange($from, [string[]] (@('## Syntax', '') + (Get-SyntaxBlock $Cmdlet $order) + ''))
    [System.IO.File]::WriteAllText($File, ($lines -join "`n").TrimEnd() + "`n")
}

# ---- The help, in MAML, PowerShell's own language for it.

$maml = 'http://schemas.microsoft.com/maml/2004/10'
$command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

function Write-Text([string] $Name, [string] $Namespace, [string] $Text) { $xml.WriteElementString($Name, $Namespace, $Text) }

function Write-Paragraph([string] $Name, [string] $Namespace, [string[]] $Text) {
    $xml.WriteStartElement($Name, $Namespace)
    foreach ($paragraph in $Text) {
        # PowerShell takes the blanks from the start of a paragraph, and not from its other lines: code would lose its columns.
        if ($paragraph.StartsWith('    ')) { $paragraph = $paragraph -replace '(?m)^ {4}' }
        Write-Text para $maml $paragraph
    }
    $xml.WriteEndElement()
}

function Write-Type([string] $Name) {
    $xml.WriteStartElement('type', $dev)
    Write-Text name $maml $Name
    $xml.WriteEndElement()
}

function Write-Value([string] $Name, [bool] $Required) {
    $xml.WriteStartElement('parameterValue', $command)
    $xml.WriteAttributeString('required', "$Required".ToLowerInvariant())
    $xml.WriteAttributeString('variableLength', 'false')
    $xml.WriteString($Name)
    $xml.WriteEndElement()
}

function Write-Parameter($Fact, $Section) {
    $xml.WriteStartElement('parameter', $command)
    $xml.WriteAttributeString('required', "$($Fact.Required -ne 'no')".ToLowerInvariant())
    $xml.WriteAttributeString('variableLength', 'false')
    $xml.WriteAttributeString('globbing', "$($Fact.Wildcards)".ToLowerInvariant())
    $xml.WriteAttributeString('pipelineInput', $(if ($Fact.Pipeline) { "True ($($Fact.Pipeline -join ', '))" } else { 'False' }))
    $xml.WriteAttributeString('position', $(if ($Fact.Position -ge 0) { "$($Fact.Position)" } else { 'named' }))
    $xml.WriteAttributeString('aliases', $(if ($Fact.Aliases) { $Fact.Aliases -join ', ' } else { 'none' }))
    Write-Text name $maml $Fact.Name
    Write-Paragraph description $maml ($Section.Blocks | Where-Object { -not (Test-FactTable $_) } | ForEach-Object { ConvertTo-PlainText $_ })
    if ($Fact.Values) {
        $xml.WriteStartElement('parameterValueGroup', $command)
        foreach ($value in $Fact.Values) { Write-Value $value $false }
        $xml.WriteEndElement()
    }
    if (-not $Fact.IsSwitch) { Write-Value $Fact.Type $true }
    Write-Type $Fact.Type
    Write-Text defaultValue $dev (Get-Default $Section $Fact)
    $xml.WriteEndElement()
}

function Write-Link([string] $Text, [string] $Uri) {
    $xml.WriteStartElement('navigationLink', $maml)
    Write-Text linkText $maml $Text
    Write-Text uri $maml $Uri
    $xml.WriteEndElement()
}

function Write-Cmdlet($Cmdlet) {
    $file = "$Pages/cmdlets/$($Cmdlet.Name).md"
    Update-Page $Cmdlet $file (Read-CmdletPage $Cmdlet $file)
    $page = Read-CmdletPage $Cmdlet $file
    $order = @($page.Parameters.Title | ForEach-Object { $_.Substring(1) })

    $xml.WriteStartElement('command', $command)
    $xml.WriteStartElement('details', $command)
    Write-Text name $command $Cmdlet.Name
    Write-Paragraph description $maml $page.Synopsis
    Write-Text verb $command $Cmdlet.Verb
    Write-Text noun $command $Cmdlet.Noun
    $xml.WriteEndElement()
    Write-Paragraph description $maml $page.Description

    $xml.WriteStartElement('syntax', $command)
    foreach ($set in Get-ParameterSet $Cmdlet) {
        $xml.WriteStartElement('syntaxItem', $command)
        Write-Text name $maml $Cmdlet.Name
        foreach ($fact in Get-SetParameter $Cmdlet $set $order) { Write-Parameter $fact $page.Parameters[$order.IndexOf($fact.Name)] }
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()

    $xml.WriteStartElement('parameters', $command)
    foreach ($section in $page.Parameters) { Write-Parameter (Get-Fact $Cmdlet.Parameters[$section.Title.Substring(1)]) $section }
    $xml.WriteEndElement()

    foreach ($kind in @{ Sections = $page.Inputs; Names = 'inputTypes', 'inputType' }, @{ Sections = $page.Outputs; Names = 'returnValues', 'returnValue' }) {
        $xml.WriteStartElement($kind.Names[0], $command)
        foreach ($section in $kind.Sections) {
            $xml.WriteStartElement($kind.Names[1], $command)
            Write-Type $section.Title
            Write-Paragraph description $maml ($section.Blocks | ForEach-Object { ConvertTo-PlainText $_ })
            $xml.WriteEndElement()
        }
        $xml.WriteEndElement()
    }

    if ($page.Notes) {
        $xml.WriteStartElement('alertSet', $maml)
        Write-Paragraph alert $maml $page.Notes
        $xml.WriteEndElement()
    }

    $xml.WriteStartElement('examples', $command)
    foreach ($section in $page.Examples) {
        $code, $rest = $section.Blocks
        $xml.WriteStartElement('example', $command)
        Write-Text title $maml $section.Title
        Write-Text code $dev (Get-CodeText $code)
        # PowerShell shows no empty line after an example by itself.
        Write-Paragraph remarks $dev (@($rest | ForEach-Object { ConvertTo-PlainText $_ }) + '')
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()

    $xml.WriteStartElement('relatedLinks', $command)
    # Get-Help -Online opens the first address.
    if ($ProjectUri) { Write-Link 'Online version:' "$($ProjectUri.TrimEnd('/'))/blob/HEAD/docs/cmdlets/$($Cmdlet.Name).md" }
    foreach ($link in $page.Links) { Write-Link $link '' }
    $xml.WriteEndElement()
    $xml.WriteEndElement()
}

# ---- The table of errors.

# Writes the only table of the section "All ids" anew, from the table that the module has.
function Update-ErrorPage([string] $File) {
    $section = Read-MarkdownPage $File | Where-Object Title -EQ 'All ids'
    $table = $section.Blocks | Where-Object { $_ -is [Markdig.Extensions.Tables.Table] }
    $rows = [RfaAuth.Errors.ErrorTable]::Entries | ForEach-Object { "| ``$($_.Code)`` | $($_.Category) | $($_.Advice) |" }
    $lines = [System.Collections.Generic.List[string]] [System.IO.File]::ReadAllText($File).Replace("`r`n", "`n").Split("`n")
    $lines.RemoveRange($table.Line, $table.Count)
    $lines.RemoveAt($table.Line)
    $lines.InsertRange($table.Line, [string[]] (@('| id | category | what to do |', '| --- | --- | --- |') + $rows))
    [System.IO.File]::WriteAllText($File, $lines -join "`n")
}

# ---- The topics.

function Get-TopicText([string] $Page) {
    $title, $sections = Read-MarkdownPage "$Pages/$Page"
    if (-not $title.Blocks.Count) { throw "docs/${Page}: the first paragraph must say what the page is about." }
    $name = $topics[$Page]
    'TOPIC', "    $name", '', 'SHORT DESCRIPTION'
    Get-Indented $title.Blocks[0]
    if ($title.Blocks.Count -gt 1) { '', 'LONG DESCRIPTION' }
    for ($i = 1; $i -lt $title.Blocks.Count; $i++) {
        if ($i -gt 1) { '' }
        Get-Indented $title.Blocks[$i]
    }
    foreach ($section in $sections) {
        ''
        if ($section.Level -eq 2) { $section.Title.ToUpperInvariant() } else { "  $($section.Title)" }
        $first = $true
        foreach ($block in $section.Blocks) {
            if (-not $first) { '' }
            $first = $false
            Get-Indented $block
        }
    }
    '', 'SEE ALSO', "    docs/$Page, the same page in Markdown"
    $topics.Values | Where-Object { $_ -ne $name } | ForEach-Object { "    $_" }
}

# A block in the 80 columns of a terminal, four of them at the left empty.
function Get-Indented($Block) { (ConvertTo-PlainText $Block 76).Split("`n") | ForEach-Object { "    $_".TrimEnd() } }

Import-Module $Module
$settings = [System.Xml.XmlWriterSettings]::new()
$settings.Indent = $true
$settings.NewLineChars = "`n"
$settings.Encoding = [System.Text.UTF8Encoding]::new($false)
# Written as a whole: a text that is missing leaves the help as it was.
$help = [System.IO.MemoryStream]::new()
$xml = [System.Xml.XmlWriter]::Create($help, $settings)
try {
    $xml.WriteStartElement('helpItems', 'http://msh')
    $xml.WriteAttributeString('xmlns', 'maml', $null, $maml)
    $xml.WriteAttributeString('xmlns', 'command', $null, $command)
    $xml.WriteAttributeString('xmlns', 'dev', $null, $dev)
    $xml.WriteAttributeString('schema', 'maml')
    foreach ($cmdlet in Get-Command -Module RfaAuth -CommandType Cmdlet | Sort-Object Name) { Write-Cmdlet $cmdlet }
    $xml.WriteEndElement()
    $xml.WriteRaw("`n")
}
finally { $xml.Dispose() }
Update-ErrorPage "$Pages/errors.md"
$texts = [ordered]@{}
foreach ($page in $topics.Keys) { $texts[$topics[$page]] = (Get-TopicText $page) -join "`n" }

$null = New-Item $Path -ItemType Directory -Force
[System.IO.File]::WriteAllBytes("$Path/RfaAuth.dll-Help.xml", $help.ToArray())
foreach ($name in $texts.Keys) { [System.IO.File]::WriteAllText("$Path/$name.help.txt", $texts[$name] + "`n") }
