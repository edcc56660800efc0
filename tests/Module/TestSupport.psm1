# What the suites share. The module under test is the one that `dotnet build` left in this clone, or the package in RFAAUTH_TEST_PACKAGE.

Set-StrictMode -Version 3

Import-Module "$PSScriptRoot/NewPowerShell.psm1"

$script:Root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..', '..'))
$script:Manifest = [System.IO.Path]::Combine($(if ($env:RFAAUTH_TEST_PACKAGE) { $env:RFAAUTH_TEST_PACKAGE } else { $script:Root }), 'RfaAuth.psd1')

function Get-ModuleManifestPath { $script:Manifest }

# The root of the clone.
function Get-RepositoryPath { $script:Root }

function ConvertTo-Secret {
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Text)
    $secret = [securestring]::new()
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret
}

function New-Credential {
    param([string] $UserName = 'demo', [string] $Password = 'demo-password')
    [pscredential]::new($UserName, (ConvertTo-Secret $Password))
}

# The error record that ends a script block; fails the test where nothing does.
function Get-ThrownError {
    param([Parameter(Mandatory)] [scriptblock] $ScriptBlock)
    try { $null = & $ScriptBlock } catch { return $_ }
    throw 'Nothing was thrown.'
}

# The code of an error: the first part of its FullyQualifiedErrorId.
function Get-ErrorCode {
    param([Parameter(Mandatory, ValueFromPipeline)] $ErrorRecord)
    process { ($ErrorRecord.FullyQualifiedErrorId -split ',')[0] }
}

# Calls a pure function of the module that is not public.
function Invoke-Internal {
    param([string] $Type, [string] $Method, [object[]] $Arguments)
    $flags = [System.Reflection.BindingFlags] 'Static, NonPublic, Public'
    $class = [RfaAuth.RfaSession].Assembly.GetType($Type, $true)
    $found = $class.GetMethods($flags) | Where-Object { $_.Name -eq $Method -and $_.GetParameters().Count -eq $Arguments.Count }
    , $found.Invoke($null, $Arguments)
}

# Waits for a condition, without which a test would sleep for a time that is always wrong.
function Wait-Until {
    param([Parameter(Mandatory)] [scriptblock] $Condition, [int] $Seconds = 20)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -gt $Seconds) { throw "Waited $Seconds seconds for: $Condition" }
        [System.Threading.Thread]::Sleep(10)
    }
}

# A new folder for links to folders. Not in TestDrive: Pester walks through all that is behind its links after each test, and removes what is new there.
function New-LinkFolder {
    [System.IO.Directory]::CreateDirectory("$([System.IO.Path]::GetTempPath())rfaauth-$([guid]::NewGuid())").FullName
}

# A script for a runspace of its own, with $session and $extra as arguments; the caller starts it and disposes of it.
function New-Script {
    param([string] $Script, [object[]] $Arguments)
    $powershell = [powershell]::Create()
    $null = $powershell.AddScript("param(`$session, `$extra) Import-Module '$script:Manifest'; $Script")
    foreach ($argument in $Arguments) { $null = $powershell.AddArgument($argument) }
    $powershell
}

# Runs a script file's worth of text in a new process and returns its output as text; nobody is there to be asked.
function Invoke-NewProcess {
    param([Parameter(Mandatory)] [string] $Script, [string[]] $Arguments = @('-NonInteractive'))
    $text = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$script:Manifest'; $Script"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    (Invoke-PowerShell -NoProfile -OutputFormat Text @Arguments -EncodedCommand $encoded 2>&1 | Out-String).Trim()
}

Export-ModuleMember -Function *
