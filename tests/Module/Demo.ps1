<#
.SYNOPSIS
    The main job through the cmdlets, against the sandbox, for both services. Exit code 0 only if every step did what it says.
.DESCRIPTION
    What is shown is what a user types. What goes wrong is played by the sandbox.
#>
param(
    # A fault of the sandbox, by which a test breaks a step.
    [string] $Fault
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../RfaAuth.psd1", "$PSScriptRoot/Sandbox.psm1"

$broken = [System.Collections.Generic.List[string]]::new()
$number = 0
# What later steps use of earlier ones, which may have given nothing.
$companies = $cards = @()

# Prints a step, its command and what that gives, and checks it: $_ is all of the output, as a list. Dot-sourced, so that steps share variables.
function Show-Step([string] $Title, [scriptblock] $Command, [scriptblock] $Check) {
    $script:number++
    Write-Host "`n$script:number. $Title" -ForegroundColor Cyan
    Write-Host "PS> $("$Command".Trim() -replace '\n {8}', "`n>>  ")" -ForegroundColor Yellow
    try { $result = @(. $Command) } catch { $result = @($_) }
    $text = ($result | Out-String).Trim()
    if ($text) { Write-Host $text }
    $isGood = try { [bool] (, $result | ForEach-Object $Check) } catch { $false }
    if (-not $isGood) {
        $broken.Add("$script:number")
        Write-Host 'This is not what the step should do.' -ForegroundColor Red
    }
}

# How many mutations were carried out.
function Get-MutationCount { @((Get-SandboxLedger $sandbox).mutations).Count }

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$place = New-Item -ItemType Directory ([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "rfaauth-demo-$PID"))
Write-Host 'Red Flag Alert and Toggle, played by the sandbox on this machine, with made-up data.'
$sandbox = Start-Sandbox (@('--option', 'listSize=2000') + @(if ($Fault) { '--fault', $Fault }))
Push-Location $place
try {
    $credential = Get-SandboxCredential demo@example.com

    . Show-Step 'Sign in to Red Flag Alert.' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential $credential -Name rfa
        Get-RfaSession
    } { $_.Count -eq 1 -and $_[0].State -eq 'Connected' }

    . Show-Step 'Run a query: data comes as objects. Values go into it as variables.' {
        $query = 'query($take: Int!) { companies(skip: 9, take: $take) { items { company_number company_name credit_limit } } }'
        Invoke-RfaGraphQL $query @{ take = 3 } -DataPath companies.items -OutVariable companies
    } { $_.Count -eq 3 -and $_[0].company_number.Length -eq 8 }

    . Show-Step 'Follow a long list to its end, page by page, with a progress bar where there is a console.' {
        $query = 'query($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number } pageInfo { hasNextPage } } }'
        $entries = Invoke-RfaGraphQL $query -All
        "$($entries.Count) entries, the last of them number $($entries[-1].number)"
    } { $_ -eq '2000 entries, the last of them number 1999' -and @($entries.number | Sort-Object -Unique).Count -eq 2000 }

    $companies | Select-Object @{ Name = 'number'; Expression = { $_.company_number } } | Export-Csv companies.csv -NoTypeInformation
    Add-SandboxFault $sandbox 'graphql-error=LOCKED|This company is locked.:1@operation=Look,from=2'

    . Show-Step 'Run a query for each row of a CSV file. A row that the service refuses is an error, and the others go on.' {
        $query = 'query Look($number: String!) { company(company_number: $number) { company_number company_name company_status } }'
        Import-Csv companies.csv | Invoke-RfaGraphQL $query -DataPath company -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused | ForEach-Object { "$($_.TargetObject.number): $_" }
    } { $_.Count -eq 3 -and @($_ | Where-Object { $_ -isnot [string] -and $_.company_name }).Count -eq 2 -and $_[2] -like "$($companies[1].company_number): *locked*" }

    . Show-Step 'Look at a mutation before it is sent.' {
        $mutation = 'mutation($number: String!) { addCompanyToWatchlist(company_number: $number) { entryCount } }'
        Invoke-RfaGraphQL $mutation @{ number = '01000001' } -WhatIf
    } { $_.Count -eq 0 -and (Get-MutationCount) -eq 0 }

    . Show-Step 'What does the service offer?' {
        Get-RfaSchema -Query compan*
    } { $_.Name -contains 'companies' -and $_.Name -contains 'company' }

    $null = Revoke-SandboxToken $sandbox access
    . Show-Step 'The service no longer takes the token: it is renewed, and the call is sent again, once.' {
        $answer = Invoke-RfaGraphQL '{ account { creditBalance } }' -FullResponse
        "Balance $($answer.Data.account.creditBalance), token renewed: $($answer.TokenRenewed), attempts: $($answer.Attempts)"
    } { $_ -match '^Balance \d.*, token renewed: True, attempts: 2$' }

    . Show-Step 'An error has a stable id for scripts, and advice for people.' {
        try { Invoke-RfaGraphQL '{ company(company_number: "01000001") { nam } }' }
        catch { $_.FullyQualifiedErrorId; "$_"; $_.ErrorDetails.RecommendedAction }
    } { $_.Count -eq 3 -and $_[0] -like '*,*' -and $_[1] -match 'nam' -and $_[2] }

    . Show-Step 'Sign in to Toggle. Its numbers of cards stay text, all 19 digits of them.' {
        Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential $credential -Name toggle
        Invoke-RfaGraphQL '{ Cards(limit: 3) { data { card_reference balance } } }' -DataPath Cards.data -Session toggle -OutVariable cards
    } { $_.Count -eq 3 -and $_[0].card_reference -is [string] -and $_[0].card_reference.Length -eq 19 }

    $cards | Select-Object @{ Name = 'card'; Expression = { $_.card_reference } }, @{ Name = 'pence'; Expression = { -250 } } | Export-Csv redeem.csv -NoTypeInformation
    $null = Revoke-SandboxToken $sandbox access
    . Show-Step 'Take 2.50 off each card of a CSV file. The token dies before; each card is charged once all the same.' {
        $mutation = 'mutation($card: String!, $pence: Int!) { createBalanceAdjustment(card_reference: $card, value: $pence, currency: "GBP") { Card { card_reference balance } } }'
        Import-Csv redeem.csv | Invoke-RfaGraphQL $mutation -DataPath createBalanceAdjustment.Card -Session toggle
    } { $_.Count -eq 3 -and (Get-MutationCount) -eq 3 -and -not (Compare-Object ($_.card_reference) ($cards.card_reference)) }

    . Show-Step 'Both sessions, with what may be known of them: there is no token in it.' {
        Get-RfaSession
    } { ($_.Name -join ' ') -eq 'rfa toggle' -and ($_ | Format-List * | Out-String) -notmatch 'eyJ' }

    . Show-Step 'Sign out of both.' {
        Get-RfaSession | Disconnect-RfaApi
        "$(@(Get-RfaSession).Count) sessions are left"
    } { $_ -eq '0 sessions are left' }
}
finally {
    Pop-Location
    Stop-Sandbox $sandbox
    Remove-Item $place -Recurse
}

if ($broken) {
    Write-Host "`nThese of $number steps did not do what they say: $($broken -join ', ')." -ForegroundColor Red
    exit 1
}
Write-Host ("`nAll $number steps did what they say, in {0:0} seconds." -f $watch.Elapsed.TotalSeconds)
