#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Every example of the cmdlets' pages, run as it stands there, against the sandbox. Made here are only the files and variables that an
# example speaks of, and stand-ins for who would type a password. An error is expected where the text below the example names its id.

BeforeDiscovery {
    # Read without the parser of Markdown, which Windows PowerShell does not have: a heading, a block of code, text, perhaps a block of output.
    $form = '(?ms)^### (?<title>Example \d+: .*?)\n\n```powershell\n(?<code>.*?)\n```\n(?<rest>.*?)(?=^##|\z)'
    $examples = foreach ($page in Get-ChildItem "$PSScriptRoot/../../docs/cmdlets" -Filter *.md) {
        foreach ($match in [regex]::Matches([System.IO.File]::ReadAllText($page.FullName).Replace("`r`n", "`n"), $form)) {
            $rest = $match.Groups['rest'].Value
            @{
                Cmdlet = $page.BaseName
                Title  = $match.Groups['title'].Value
                Code   = $match.Groups['code'].Value
                Text   = $rest
                Output = [regex]::Match($rest, '(?s)```text\n(.*?)\n```').Groups[1].Value
            }
        }
    }
    # The stored tokens need a vault: Docs.Tests.ps1 runs that example. Windows PowerShell lacks two parameters.
    $examples = $examples | Where-Object { $_.Code -notmatch '-TokenSecret' -and ($PSVersionTable.PSVersion.Major -ge 7 -or $_.Code -notmatch '-Parallel|-Authentication') }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $place = New-Item -ItemType Directory "$TestDrive/examples"
    $paths = $env:PSModulePath
    # ForEach-Object -Parallel finds the module by its name.
    $modules = New-LinkFolder
    $null = New-Item -ItemType SymbolicLink "$modules/RfaAuth" -Target (Split-Path (Get-ModuleManifestPath))
    $env:PSModulePath = "$modules$([System.IO.Path]::PathSeparator)$env:PSModulePath"

    $before = {
        param($folder, $sandbox, $credential, $cmdlet)
        Set-Location $folder
        $PSDefaultParameterValues['Connect-RfaApi:Endpoint'] = $sandbox.Rfa
        function global:Get-Credential { $credential }
        function global:Get-AutomationPSCredential { param($Name) $credential }
        function global:Read-Host {
            param([switch] $AsSecureString)
            $body = ConvertTo-Json @{ query = 'mutation($u: String!, $p: String!) { signIn(useManagementflow: true, credentials: { userName: $u, password: $p }) { refreshToken } }'
                variables = @{ u = 'demo'; p = $credential.GetNetworkCredential().Password } }
            ConvertTo-SecureString (Invoke-RestMethod $sandbox.Rfa -Method Post -Body $body -ContentType application/json).data.signIn.refreshToken -AsPlainText -Force
        }
        $uri = $sandbox.Rfa
        $numbers = '01000334', '01000371'
        if ($cmdlet -ne 'Connect-RfaApi') { Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential $credential -Name shop }
        Connect-RfaApi -Credential $credential -Name demo
    }

    # Runs a script in a runspace of its own, as in a terminal of 80 columns; returns its output as text, and its errors.
    function Invoke-Example([string] $Cmdlet, [string] $Code) {
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript("Import-Module '$(Get-ModuleManifestPath)'").Invoke()
            $powershell.Commands.Clear()
            $null = $powershell.AddScript($before, $false).AddArgument("$place").AddArgument($sandbox).AddArgument((Get-SandboxCredential demo)).AddArgument($Cmdlet).Invoke()
            $powershell.Streams.Error | Should -BeNullOrEmpty -Because 'what comes before the example must work'
            $powershell.Commands.Clear()
            # A session that is connected again has its endpoint already.
            if ($Code -cmatch 'Connect-RfaApi -Session') { $Code = "`$PSDefaultParameterValues.Clear()`n$Code" }
            $null = $powershell.AddScript($Code.Replace('https://api.example.com/graphql', $sandbox.Toggle), $false)
            $errors = @()
            $output = @()
            try { $output = @($powershell.Invoke()) } catch { $errors += $_.Exception.InnerException.ErrorRecord }
            $errors += @($powershell.Streams.Error)
            [pscustomobject]@{ Text = ($output | Out-String -Width 80); Errors = $errors }
        }
        finally { $powershell.Dispose() }
    }

    $null = New-Item -ItemType Directory "$place/queries"
    $card = (Invoke-Example Get-RfaSession "Invoke-RfaGraphQL '{ Cards(limit: 1) { data { card_reference } } }' -DataPath Cards.data.card_reference -Session shop").Text.Trim()
    $files = @{
        'companies.csv'             = "number`n01000334`n01000371`n01000408"
        'numbers.csv'               = "company_number`n01000334`n01000371"
        'adjust.graphql'            = "mutation Adjust(`$value: Int!) { createBalanceAdjustment(card_reference: `"$card`", value: `$value, currency: `"GBP`") { id } }"
        'orders.graphql'            = 'query RecentOrders($limit: Int) { Orders(limit: $limit) { data { id total } } } query AllOrders { Orders { data { id } } }'
        'queries/balance.graphql'   = 'query Balance { account { creditBalance } }'
        'queries/companies.graphql' = 'query Companies { companies(take: 2) { items { company_no } } }'
    }
    foreach ($file in $files.Keys) { Set-Content "$place/$file" $files[$file] }
    $null = Invoke-Example Get-RfaSchema 'Get-RfaSchema -AsSdl | Set-Content -NoNewline schema.graphql'
}

AfterAll {
    $env:PSModulePath = $paths
    Stop-Sandbox $sandbox
    Remove-Item $modules -Recurse -Force
}

Describe 'The page of <Cmdlet>' -ForEach ($examples | Group-Object { $_.Cmdlet } | ForEach-Object { @{ Cmdlet = $_.Name; Examples = $_.Group } }) {
    It 'has three examples or more' { $Examples.Count | Should -BeGreaterOrEqual 3 }

    It 'has an example that runs: <_.Title>' -ForEach $Examples {
        Set-Content "$place/companies.csv" $files['companies.csv']
        $run = Invoke-Example $_.Cmdlet $_.Code
        $id = $run.Errors | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }
        foreach ($one in $id) { $_.Text | Should -Match "``$one``" -Because "the example ended in $($run.Errors[0])" }
        if ($_.Output) {
            # '...' is any text.
            $pattern = (@($_.Output -split "`n" | ForEach-Object { [regex]::Escape($_.TrimEnd()) }) -join '\n').Replace('\.\.\.', '[\s\S]*')
            (@($run.Text.Trim("`r", "`n") -split '\r?\n' | ForEach-Object TrimEnd) -join "`n") | Should -Match "^$pattern$"
        }
    }
}
