<#
.SYNOPSIS
    Writes en-US/RfaAuth.dll-Help.xml: the texts beside this file, with the parameters of the built module.
.DESCRIPTION
    What the assembly knows (types, sets, positions, pipeline) comes from it and cannot be wrong; what people need to know
    comes from one .psd1 for each cmdlet. A cmdlet or parameter without a text, or a text without a parameter, is an error.
#>
param(
    [string] $Path = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../en-US/RfaAuth.dll-Help.xml"),

    # The manifest of the module that is described.
    [string] $Module = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../RfaAuth.psd1")
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$maml = 'http://schemas.microsoft.com/maml/2004/10'
$command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

function Write-Text([string] $Name, [string] $Namespace, [string] $Text) { $xml.WriteElementString($Name, $Namespace, $Text) }

function Write-Paragraph([string] $Name, [string] $Namespace, [string[]] $Text) {
    $xml.WriteStartElement($Name, $Namespace)
    foreach ($paragraph in $Text) { Write-Text para $maml $paragraph }
    $xml.WriteEndElement()
}

function Write-Type([string] $Name) {
    $xml.WriteStartElement('type', $dev)
    Write-Text name $maml $Name
    $xml.WriteEndElement()
}

# The name of a type as people write it: without namespace, [] for arrays.
function Get-TypeName([type] $Type) { if ($Type.IsArray) { $Type.GetElementType().Name + '[]' } else { $Type.Name } }

function Write-Parameter($Parameter, [string] $Description, [string] $ParameterSet) {
    $attribute = @($Parameter.Attributes | Where-Object { $_ -is [Parameter] -and (-not $ParameterSet -or $_.ParameterSetName -in $ParameterSet, '__AllParameterSets') })[0]
    $isSwitch = $Parameter.ParameterType -eq [switch]
    $wildcards = [bool] ($Parameter.Attributes | Where-Object { $_.GetType().Name -eq 'SupportsWildcardsAttribute' })
    $xml.WriteStartElement('parameter', $command)
    $xml.WriteAttributeString('required', "$($attribute.Mandatory)".ToLowerInvariant())
    $xml.WriteAttributeString('variableLength', 'false')
    $xml.WriteAttributeString('globbing', "$wildcards".ToLowerInvariant())
    $xml.WriteAttributeString('pipelineInput', $(if ($attribute.ValueFromPipeline) { 'True (ByValue)' } else { 'False' }))
    $xml.WriteAttributeString('position', $(if ($attribute.Position -ge 0) { "$($attribute.Position)" } else { 'named' }))
    $xml.WriteAttributeString('aliases', $(if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }))
    Write-Text name $maml $Parameter.Name
    Write-Paragraph description $maml $Description
    $values = @($Parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object { $_.ValidValues })
    if ($Parameter.ParameterType.IsEnum) { $values = [Enum]::GetNames($Parameter.ParameterType) }
    if ($values) {
        $xml.WriteStartElement('parameterValueGroup', $command)
        foreach ($value in $values) {
            $xml.WriteStartElement('parameterValue', $command)
            $xml.WriteAttributeString('required', 'false')
            $xml.WriteAttributeString('variableLength', 'false')
            $xml.WriteString($value)
            $xml.WriteEndElement()
        }
        $xml.WriteEndElement()
    }
    if (-not $isSwitch) {
        $xml.WriteStartElement('parameterValue', $command)
        $xml.WriteAttributeString('required', 'true')
        $xml.WriteAttributeString('variableLength', 'false')
        $xml.WriteString((Get-TypeName $Parameter.ParameterType))
        $xml.WriteEndElement()
    }
    Write-Type (Get-TypeName $Parameter.ParameterType)
    $xml.WriteEndElement()
}

function Write-Cmdlet($Cmdlet) {
    $text = Import-PowerShellDataFile "$PSScriptRoot/$($Cmdlet.Name).psd1"
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm', 'UseTransaction'
    $parameters = @($Cmdlet.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name)
    $difference = Compare-Object @($parameters.Name) @($text.Parameters.Keys)
    if ($difference) { throw "$($Cmdlet.Name): texts and parameters differ in $($difference.InputObject -join ', ')." }

    $xml.WriteStartElement('command', $command)
    $xml.WriteStartElement('details', $command)
    Write-Text name $command $Cmdlet.Name
    Write-Paragraph description $maml $text.Synopsis
    Write-Text verb $command $Cmdlet.Verb
    Write-Text noun $command $Cmdlet.Noun
    $xml.WriteEndElement()
    Write-Paragraph description $maml $text.Description

    $xml.WriteStartElement('syntax', $command)
    foreach ($set in $Cmdlet.ParameterSets | Sort-Object { -not $_.IsDefault }, Name) {
        $xml.WriteStartElement('syntaxItem', $command)
        Write-Text name $maml $Cmdlet.Name
        $inSet = $set.Parameters | Where-Object Name -NotIn $common
        # Positions first, then what must be given, as Get-Command -Syntax has it.
        foreach ($parameter in $inSet | Sort-Object { if ($_.Position -ge 0) { $_.Position } else { 99 } }, { -not $_.IsMandatory }, Name) {
            Write-Parameter $Cmdlet.Parameters[$parameter.Name] $text.Parameters[$parameter.Name] $set.Name
        }
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()

    $xml.WriteStartElement('parameters', $command)
    foreach ($parameter in $parameters) { Write-Parameter $parameter $text.Parameters[$parameter.Name] }
    $xml.WriteEndElement()

    $xml.WriteStartElement('inputTypes', $command)
    $xml.WriteStartElement('inputType', $command)
    Write-Type $text.Inputs.Type
    Write-Paragraph description $maml $text.Inputs.Text
    $xml.WriteEndElement()
    $xml.WriteEndElement()

    $xml.WriteStartElement('returnValues', $command)
    foreach ($output in $text.Outputs) {
        $xml.WriteStartElement('returnValue', $command)
        Write-Type $output.Type
        Write-Paragraph description $maml $output.Text
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()

    $xml.WriteStartElement('examples', $command)
    $number = 0
    foreach ($example in $text.Examples) {
        $number++
        $xml.WriteStartElement('example', $command)
        Write-Text title $maml "Example ${number}: $($example.Title)"
        Write-Text code $dev $example.Code
        Write-Paragraph remarks $dev $example.Text
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()

    $xml.WriteStartElement('relatedLinks', $command)
    foreach ($link in $text.Links) {
        $xml.WriteStartElement('navigationLink', $maml)
        Write-Text linkText $maml $link
        $xml.WriteElementString('uri', $maml, '')
        $xml.WriteEndElement()
    }
    $xml.WriteEndElement()
    $xml.WriteEndElement()
}

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
[System.IO.File]::WriteAllBytes($Path, $help.ToArray())
