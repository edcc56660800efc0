# Looks for secret values in text and in objects. A canary is a secret that stands nowhere else: one hit is one leak.

Set-StrictMode -Version 3

# The forms in which a secret may be written: as it is, in JSON, in a URL, base64, hexadecimal, and each UTF-16 half apart.
function Get-CanaryForm {
    param([Parameter(Mandatory)] [string] $Canary)
    $Canary
    (ConvertTo-Json $Canary).Trim('"')
    [uri]::EscapeDataString($Canary)
    [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Canary)).TrimEnd('=')
    [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($Canary)).TrimEnd('=')
    [BitConverter]::ToString([System.Text.Encoding]::UTF8.GetBytes($Canary)).Replace('-', '')
    $Canary.ToCharArray() -join [char] 0
}

# The canaries that a text holds, in any form, whatever its case.
function Find-Canary {
    param([AllowEmptyString()] [AllowNull()] [string] $Text, [Parameter(Mandatory)] [hashtable] $Canary)
    foreach ($name in $Canary.Keys) {
        foreach ($form in Get-CanaryForm $Canary[$name]) {
            if ($Text.IndexOf($form, [StringComparison]::OrdinalIgnoreCase) -ge 0) { $name; break }
        }
    }
}

# All text that is reached from an object by its public members, to a depth, as a debugger or a careless logger would.
function Get-PublicText {
    param($InputObject, [int] $Depth = 8)
    $seen = [System.Collections.Generic.HashSet[object]]::new([ReferenceComparer]::new())
    $text = [System.Text.StringBuilder]::new()
    Add-PublicText $InputObject $Depth $seen $text
    $text.ToString()
}

function Add-PublicText {
    param($Value, [int] $Depth, $Seen, $Text)
    if ($null -eq $Value) { return }
    $null = $Text.AppendLine([string] $Value)
    $base = $Value.PSObject.BaseObject
    if ($Depth -eq 0 -or $base -is [string] -or $base.GetType().IsPrimitive -or -not $Seen.Add($base)) { return }
    # Only what is the module's, the errors', and containers: PowerShell's own engine is reachable from an error and has no end.
    if ($base -is [System.Collections.IDictionary]) {
        foreach ($key in @($base.Keys)) {
            Add-PublicText $key ($Depth - 1) $Seen $Text
            Add-PublicText $base[$key] ($Depth - 1) $Seen $Text
        }
        return
    }
    if ($base -is [System.Collections.IEnumerable]) {
        foreach ($item in $base) { Add-PublicText $item ($Depth - 1) $Seen $Text }
        return
    }
    $type = $base.GetType()
    $isWalked = $type.Namespace -like 'RfaAuth*' -or $base -is [exception] -or $base -is [System.Management.Automation.ErrorRecord] -or
        $base -is [System.Management.Automation.InvocationInfo] -or $base -is [System.Management.Automation.InformationalRecord] -or
        $base -is [System.Management.Automation.PSCustomObject] -or $type.Namespace -eq 'System'
    if (-not $isWalked) { return }
    foreach ($property in $Value.PSObject.Properties) {
        $member = try { $property.Value } catch { "$_" }
        Add-PublicText $member ($Depth - 1) $Seen $Text
    }
    foreach ($field in $type.GetFields([System.Reflection.BindingFlags] 'Public, Instance')) {
        Add-PublicText $field.GetValue($base) ($Depth - 1) $Seen $Text
    }
}

class ReferenceComparer : System.Collections.Generic.IEqualityComparer[object] {
    [bool] Equals([object] $a, [object] $b) { return [object]::ReferenceEquals($a, $b) }
    [int] GetHashCode([object] $a) { return [System.Runtime.CompilerServices.RuntimeHelpers]::GetHashCode($a) }
}

Export-ModuleMember -Function Find-Canary, Get-PublicText
