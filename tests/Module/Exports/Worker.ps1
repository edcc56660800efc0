# One run of an export, in a process that may be killed at any moment. It says when it begins, and when it is done.
param([string] $Manifest, [string] $Parameters)
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $Manifest, "$PSScriptRoot/../Sandbox.psm1"
$plan = [System.IO.File]::ReadAllText($Parameters) | ConvertFrom-Json
Connect-RfaApi -Api $plan.Api -Endpoint $plan.Endpoint -Credential (Get-SandboxCredential)
[Console]::Out.WriteLine('begun')
[Console]::Out.Flush()
$nested = if ($plan.IsNested) { @{ Nested = $true } } else { @{} }
Invoke-RfaGraphQL $plan.Query -All -PageSize $plan.PageSize -ThrottleLimit $plan.ThrottleLimit -OutFile $plan.OutFile -Resume @nested
[Console]::Out.WriteLine('done')
