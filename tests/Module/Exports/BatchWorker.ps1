# One run of a batch into a file, in a process that may be killed at any moment. It says when it begins, and when it is done.
param([string] $Manifest, [string] $Parameters)
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $Manifest, "$PSScriptRoot/../Sandbox.psm1"
$plan = [System.IO.File]::ReadAllText($Parameters) | ConvertFrom-Json
Connect-RfaApi -Endpoint $plan.Endpoint -Credential (Get-SandboxCredential)
$options = @{ OutFile = $plan.OutFile; FailedItem = $plan.FailedItem; ThrottleLimit = $plan.ThrottleLimit; IncludeInput = $plan.IncludeInput; DataPath = $plan.DataPath }
[Console]::Out.WriteLine('begun')
[Console]::Out.Flush()
Import-Csv $plan.Inputs | Invoke-RfaGraphQL $plan.Query -Resume @options -ErrorAction SilentlyContinue
[Console]::Out.WriteLine('done')
