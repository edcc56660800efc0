<#
.SYNOPSIS
    Writes down what is public: builds, and brings PublicAPI.Unshipped.txt of each project that ships in step with the code.
.DESCRIPTION
    The build compares the public members with these files (RS0016: a line is missing; RS0017: a line is left over). Look at the
    difference before you commit it: it is what users of the module will see.
#>
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

# Core's errors hide those of the module, which is built after it.
foreach ($round in 1..3) {
    $found = dotnet build "$PSScriptRoot/RfaAuth" -v quiet -nologo -clp:NoSummary |
        Select-String "error (?<rule>RS0016|RS0017): Symbol '(?<symbol>.*)' is (?:not )?part of .*\[(?<project>.*)\]$"
    if (-not $found) { break }
    foreach ($project in $found | Group-Object { $_.Matches[0].Groups['project'].Value }) {
        $path = Join-Path (Split-Path $project.Name) 'PublicAPI.Unshipped.txt'
        $lines = [System.Collections.Generic.SortedSet[string]]::new([string[]] (Get-Content $path | Select-Object -Skip 1), [System.StringComparer]::Ordinal)
        foreach ($match in $project.Group.Matches) {
            $symbol = $match.Groups['symbol'].Value
            $null = if ($match.Groups['rule'].Value -eq 'RS0016') { $lines.Add($symbol) } else { $lines.Remove($symbol) }
        }
        [System.IO.File]::WriteAllText($path, (@('#nullable enable') + $lines -join "`n") + "`n")
    }
}
