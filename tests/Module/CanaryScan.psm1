# Looks for secret values in text and in objects. A canary is a secret that stands nowhere else: one hit is one leak.

Set-StrictMode -Version 3

# The forms in which a secret may be written: as it is, in JSON, in a URL, base64 wherever in a longer text it stands, hexadecimal, and
# UTF-16 read as single bytes.
function Get-CanaryForm {
    param([Parameter(Mandatory)] [string] $Canary)
    $Canary
    (ConvertTo-Json $Canary).Trim('"')
    [System.Security.SecurityElement]::Escape($Canary)
    $Canary.Replace('"', '""')
    [uri]::EscapeDataString($Canary)
    [System.Net.WebUtility]::UrlEncode($Canary)
    foreach ($encoding in [System.Text.Encoding]::UTF8, [System.Text.Encoding]::Unicode) {
        $bytes = $encoding.GetBytes($Canary)
        foreach ($before in 0, 1, 2) {
            # Only whole characters: those at the ends hold bits of what stands beside it.
            $text = [Convert]::ToBase64String([byte[]]::new($before) + $bytes)
            $first = (0, 2, 3)[$before]
            $whole = [int] [math]::Floor(($before + $bytes.Length) * 8 / 6)
            $form = $text.Substring($first, $whole - $first)
            $form
            if ($form -match '[+/]') { $form.Replace('+', '-').Replace('/', '_') }
        }
        $hexadecimal = [BitConverter]::ToString($bytes)
        $hexadecimal.Replace('-', '')
        $hexadecimal
        $hexadecimal.Replace('-', ' ')
    }
    $Canary.ToCharArray() -join [char] 0
}

# The canaries that a text holds, in any form, whatever its case.
function Find-Canary {
    param([AllowEmptyString()] [AllowNull()] [string] $Text, [Parameter(Mandatory)] [hashtable] $Canary)
    foreach ($name in $Canary.Keys) {
        foreach ($form in Get-CanaryForm $Canary[$name]) {
            if ($Text -and $Text.IndexOf($form, [StringComparison]::OrdinalIgnoreCase) -ge 0) { $name; break }
        }
    }
}

# What a user sees of an object, each way by its name.
function Get-ShownText {
    param([AllowNull()] [AllowEmptyCollection()] [object[]] $InputObject)
    @{
        'Format-List'    = $InputObject | Format-List * -Force | Out-String -Width 4000
        'Format-Custom'  = $InputObject | Format-Custom * -Depth 4 | Out-String -Width 4000
        'Out-String'     = $InputObject | Out-String -Width 4000
        'ConvertTo-Json' = $InputObject | ConvertTo-Json -Depth 20 -WarningAction SilentlyContinue
        'ConvertTo-Csv'  = $InputObject | ConvertTo-Csv | Out-String
        'CLIXML'         = [System.Management.Automation.PSSerializer]::Serialize($InputObject, 8)
        'Get-Member'     = $(if ($InputObject) { $InputObject | Get-Member -Force | Out-String -Width 4000 })
        'ToString'       = $InputObject | ForEach-Object { "$_" } | Out-String -Width 4000
        'reflection'     = Get-PublicText $InputObject
    }
}

# All that is in the files of a folder, and their names; hidden ones as well.
function Get-FileText {
    param([Parameter(Mandatory)] [string] $Path)
    $text = [System.Text.StringBuilder]::new()
    foreach ($file in Get-ChildItem -LiteralPath $Path -Recurse -Force -File) {
        # Named pipes and sockets of running processes: opening one waits for ever.
        if ($file.PSObject.Properties['UnixMode'] -and $file.UnixMode -notlike '-*') { continue }
        # Byte by byte: whatever encoding it is in, the forms of a canary know it.
        try { $content = [System.Text.Encoding]::GetEncoding(28591).GetString([System.IO.File]::ReadAllBytes($file.FullName)) }
        # A socket, or a file that is gone again.
        catch [System.IO.IOException], [System.UnauthorizedAccessException] { $content = '' }
        $null = $text.AppendLine($file.FullName).AppendLine($content)
    }
    $text.ToString()
}

# The command line and the environment of this process, as they are now and as others see them.
function Get-ProcessText {
    $own = [Environment]::GetCommandLineArgs() + @([Environment]::GetEnvironmentVariables().GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" })
    foreach ($file in "/proc/$PID/cmdline", "/proc/$PID/environ") {
        if ([System.IO.File]::Exists($file)) { $own += [System.IO.File]::ReadAllText($file) }
    }
    $own -join "`n"
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

Export-ModuleMember -Function Find-Canary, Get-PublicText, Get-ShownText, Get-FileText, Get-ProcessText
