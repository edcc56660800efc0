# One run of an export or a batch with -Resume, in a process that may be killed at any moment. It says when it begins.
param([string] $Manifest, [string] $PlanFile)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $Manifest, "$PSScriptRoot/../Sandbox.psm1"
$plan = [System.IO.File]::ReadAllText($PlanFile) | ConvertFrom-Json
$parameters = @{}
$plan.Parameters.PSObject.Properties | ForEach-Object { $parameters[$_.Name] = $_.Value }
Connect-RfaApi -Api $plan.Api -Endpoint $plan.Endpoint -Credential (Get-SandboxCredential)
[Console]::Out.WriteLine('begun')
[Console]::Out.Flush()
if ($plan.Inputs) { Import-Csv $plan.Inputs | Invoke-RfaGraphQL @parameters -Resume -ErrorAction SilentlyContinue }
else { Invoke-RfaGraphQL @parameters -Resume }
