# A vault in memory that misbehaves as the file $HOME/faults/<cmdlet> says, from the next call on. Each message has a canary in it.

Set-StrictMode -Version 3
$script:Secrets = @{}
$script:Canary = 'Canary-extension-5be1'

function Get-Fault([string] $Cmdlet) {
    $path = "$env:HOME/faults/$Cmdlet"
    if ([System.IO.File]::Exists($path)) { [System.IO.File]::ReadAllText($path).Trim() }
}

# Waits while the fault is in force; .NET's own wait, which no stop of a pipeline ends.
function Wait-Fault([string] $Cmdlet) {
    while (Get-Fault $Cmdlet) { [System.Threading.Thread]::Sleep(20) }
}

function ConvertTo-SecureText([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }

function Write-EachStream {
    Write-Verbose $script:Canary -Verbose
    Write-Debug $script:Canary -Debug
    Write-Warning $script:Canary
    Write-Information $script:Canary -InformationAction Continue
    Write-Host $script:Canary
    Write-Progress -Activity $script:Canary
}

function Get-Secret {
    [CmdletBinding()]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $secret = $script:Secrets["$VaultName/$Name"]
    switch (Get-Fault Get-Secret) {
        'throw' { throw "It broke at $script:Canary" }
        'error' { Write-Error "It broke at $script:Canary"; return }
        'error id' {
            # As PowerShell's own where nothing is found; SecretManagement passes such an error on as it is.
            Write-Error -Exception ([System.Management.Automation.ItemNotFoundException]::new()) -ErrorId $script:Canary
            return
        }
        'error and value' { Write-Error "It broke at $script:Canary"; return $secret }
        'two' { return (ConvertTo-SecureText $script:Canary), $secret }
        'noise' { $script:Canary; return $secret }
        'number' { return 42 }
        'text' { return $script:Canary }
        'table' { return @{ Canary = $script:Canary } }
        'bytes' { return , [byte[]] (1, 2, 3) }
        'credential' { return [pscredential]::new('someone', (ConvertTo-SecureText $script:Canary)) }
        'disposed' { $gone = [securestring]::new(); $gone.Dispose(); return $gone }
        'disposed credential' { $gone = [securestring]::new(); $gone.Dispose(); return [pscredential]::new('someone', $gone) }
        'empty' { return [securestring]::new() }
        'nothing' { return }
        'ask' { $null = Read-Host "Canary $script:Canary"; return $secret }
        'hang' { Wait-Fault Get-Secret }
        'exit' { exit 3 }
        'loud' { Write-EachStream }
    }
    $secret
}

function Set-Secret {
    [CmdletBinding()]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    switch (Get-Fault Set-Secret) {
        'throw' { throw "Not written at $script:Canary" }
        'refuse' { throw [System.UnauthorizedAccessException]::new($script:Canary) }
        'false' { return $false }
        'forget' { return }
        'other' { $Secret = ConvertTo-SecureText $script:Canary }
        'hang' { Wait-Fault Set-Secret }
        'loud' { Write-EachStream }
    }
    $script:Secrets["$VaultName/$Name"] = $Secret
}

function Remove-Secret {
    [CmdletBinding()]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    if (Get-Fault Remove-Secret) { throw "Not removed at $script:Canary" }
    $script:Secrets.Remove("$VaultName/$Name")
}

function Get-SecretInfo {
    [CmdletBinding()]
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    foreach ($name in $script:Secrets.Keys) {
        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($name.Substring($VaultName.Length + 1), 'SecureString', $VaultName)
    }
}

function Test-SecretVault {
    [CmdletBinding()]
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    $true
}
