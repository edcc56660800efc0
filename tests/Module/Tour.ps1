<#
.SYNOPSIS
    A tour through the cmdlets against the sandbox: signs in to both services, queries, lets the token die, pages through
    the companies, and shows what errors look like. Exit code 0 only if every step did what it says.
#>
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../RfaAuth.psd1", "$PSScriptRoot/Sandbox.psm1"

$script:Failures = 0

# Prints a step and what it gives, and checks each object of it.
function Show-Step([string] $Title, [scriptblock] $Command, [scriptblock] $Check) {
    Write-Host "`n$Title" -ForegroundColor Cyan
    Write-Host "PS> $("$Command".Trim() -replace '(?m)^\s{4}', '')" -ForegroundColor Yellow
    try { $result = @(. $Command) } catch { $result = @($_) }
    ($result | Out-String).Trim() | Write-Host
    if (-not $result -or @($result | Where-Object $Check).Count -ne $result.Count) {
        $script:Failures++
        Write-Host 'This is not what the step should do.' -ForegroundColor Red
    }
}

Write-Host 'Starting the sandbox: Red Flag Alert and Toggle on this machine, with made-up data.'
$sandbox = Start-Sandbox
try {
    $credential = Get-SandboxCredential demo@example.com

    Show-Step 'Sign in to Red Flag Alert.' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential $credential -PassThru
    } { $_.State -eq 'Connected' }

    Show-Step 'Run a query: data comes as objects.' {
        Invoke-RfaGraphQL '{ companies(take: 3) { items { company_number company_name credit_limit } } }' -DataPath companies.items
    } { $_.company_number.Length -eq 8 }

    Show-Step 'With variables, which is how values belong into a query.' {
        $query = 'query($number: String!) { company(company_number: $number) { company_name company_status } }'
        Invoke-RfaGraphQL $query @{ number = '01000001' } -DataPath company
    } { $_.company_name }

    $null = Revoke-SandboxToken $sandbox access
    Show-Step 'The service no longer takes the token: it is renewed, and the call is sent again, once.' {
        Invoke-RfaGraphQL '{ account { creditBalance } }' -FullResponse
    } { $_.Refreshed -and $_.Attempts -eq 2 -and $_.Data.account.creditBalance }

    Show-Step 'All companies, page by page.' {
        $query = 'query($skip: Int!) { companies(skip: $skip, take: 100) { items { company_number } pageInfo { hasNextPage } } }'
        $companies = [System.Collections.Generic.List[object]]::new()
        do {
            $page = (Invoke-RfaGraphQL $query @{ skip = $companies.Count }).companies
            $companies.AddRange($page.items)
        } while ($page.pageInfo.hasNextPage)
        "$($companies.Count) companies, $(@($companies.company_number | Sort-Object -Unique).Count) numbers"
    } { $_ -eq '300 companies, 300 numbers' }

    Show-Step 'Sign in to Toggle: the token comes in a header, and the newest session is the default.' {
        Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential $credential
        Invoke-RfaGraphQL '{ Cards(limit: 2) { data { card_reference balance } } }' -DataPath Cards.data
    } { $_.card_reference -is [string] -and $_.card_reference.Length -eq 19 }

    Show-Step 'Both sessions, with what may be known of them.' {
        Get-RfaSession
    } { $_.RequestCount -gt 1 }

    Show-Step 'An error of the service is an error record: its id begins with the code.' {
        try { Invoke-RfaGraphQL '{ company(company_number: "01000001") { nothing } }' -Session RedFlagAlert:demo@example.com@127.0.0.1 }
        catch { "$($_.FullyQualifiedErrorId)`n$_" }
    } { $_ -match 'nothing' }

    Show-Step 'A mistake in the document is found before anything is sent.' {
        try { Invoke-RfaGraphQL '{ companies(take: ) { items } }' }
        catch { "$($_.FullyQualifiedErrorId)`n$_" }
    } { $_ -match '^GraphQLSyntaxError' }

    Show-Step 'Sign out of both.' {
        Get-RfaSession | Disconnect-RfaApi
        "$(@(Get-RfaSession).Count) sessions"
    } { $_ -eq '0 sessions' }
}
finally { Stop-Sandbox $sandbox }

if ($script:Failures) {
    Write-Host "`n$script:Failures steps did not do what they say." -ForegroundColor Red
    exit 1
}
Write-Host "`nEvery step did what it says."
