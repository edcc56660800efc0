# Counts tests from the runners' result files: .trx of `dotnet test`, NUnit 3 XML of Pester. This is the only place that counts.

Set-StrictMode -Version 3

# The text of the first node that a path leads to, or an empty one.
function Get-Text($Node, [string] $XPath) { $Node.CreateNavigator().Evaluate("string($XPath)").Trim() }

# One test of a .trx file.
function Read-TrxResult($Result) {
    $outcome = switch ($Result.GetAttribute('outcome')) { Passed { 'Passed' } NotExecuted { 'Skipped' } default { 'Failed' } }
    [pscustomobject]@{ Outcome = $outcome; Reason = Get-Text $Result "*[local-name()='Output']/*[local-name()='ErrorInfo']/*[local-name()='Message']" }
}

# One test of Pester. The reason is a tag: see Get-Need in Module/Needs.psm1.
function Read-PesterResult($Result) {
    $outcome = switch ($Result.GetAttribute('result')) { Passed { 'Passed' } Skipped { 'Skipped' } default { 'Failed' } }
    [pscustomobject]@{ Outcome = $outcome; Reason = Get-Text $Result "(reason/message | ancestor-or-self::*/properties/property[@name='Category']/@value)[last()]" }
}

# How many tests of a folder's result files passed, failed and were skipped, and for which reasons.
function Get-TestCount {
    param([Parameter(Mandatory)] [string] $Path)
    $results = foreach ($file in Get-ChildItem $Path -Recurse -Include *.trx, *.xml) {
        $xml = [xml]::new()
        $xml.Load($file.FullName)
        foreach ($node in $xml.SelectNodes("//*[local-name()='UnitTestResult']")) { Read-TrxResult $node }
        foreach ($node in $xml.SelectNodes('/test-run//test-case')) { Read-PesterResult $node }
    }
    $groups = @{ Passed = @(); Failed = @(); Skipped = @() }
    foreach ($group in $results | Group-Object Outcome) { $groups[$group.Name] = $group.Group }
    [pscustomobject]@{
        Passed  = $groups.Passed.Count
        Failed  = $groups.Failed.Count
        Skipped = $groups.Skipped.Count
        Reasons = @($groups.Skipped | Group-Object Reason | Sort-Object Name | ForEach-Object { [pscustomobject]@{ Count = $_.Count; Text = $_.Name } })
    }
}

# A line for each reason to skip tests, and the line of counts.
function Write-TestCount {
    param([Parameter(Mandatory)] $Count)
    foreach ($reason in $Count.Reasons) { Write-Host "$($reason.Count) skipped: $(if ($reason.Text) { $reason.Text } else { 'no reason is given' })" }
    Write-Host "$($Count.Passed) passed, $($Count.Failed) failed, $($Count.Skipped) skipped"
}

Export-ModuleMember -Function Get-TestCount, Write-TestCount
