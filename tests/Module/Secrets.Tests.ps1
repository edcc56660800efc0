#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/CanaryScan.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $password = 'Canary-password-7f3a "x\'
    $secretVariable = 'Canary-variable-91bc'
    Set-SandboxPassword $sandbox user1 $password

    # Tokens as text, so that they can be looked for.
    function Get-Canary {
        param($Session)
        $canary = @{ password = $password; variable = $secretVariable }
        if ($Session) {
            $canary.token = Get-RfaAccessToken -Session $Session -AsPlainText
            # The part that differs between tokens: the first is the same in all.
            $canary.signature = $canary.token.Split('.')[-1]
        }
        $canary
    }
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'A session' {
    BeforeAll {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (New-Credential user1 $password) -PassThru
        $canary = Get-Canary $session
    }

    It 'shows no secret by <Sink>' -ForEach @(
        'Format-List', 'Format-Custom', 'Out-String', 'ConvertTo-Json', 'ConvertTo-Csv', 'CLIXML', 'Get-Member', 'ToString', 'reflection' | ForEach-Object { @{ Sink = $_ } }
    ) {
        $text = (Get-ShownText $session)[$Sink]
        $text | Should -Not -BeNullOrEmpty
        Find-Canary $text $canary | Should -BeNullOrEmpty
    }

    It 'has no public field or property that could hold a secret' {
        [RfaAuth.RfaSession].GetFields() | Should -BeNullOrEmpty
        [RfaAuth.RfaSession].GetProperties().PropertyType | Should -Not -Contain ([securestring])
        [RfaAuth.RfaSession].GetProperties().PropertyType | Should -Not -Contain ([pscredential])
    }
}

Describe 'The streams and errors of a whole run' {
    BeforeAll {
        # Everything that can be switched on, every cmdlet, with successes and failures, for each service.
        function Invoke-WholeRun {
            param([string] $Api, [string] $Endpoint, [string] $Query)
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $ErrorActionPreference = 'Continue'
            $common = @{ Verbose = $true; Debug = $true }
            $session = Connect-RfaApi -Api $Api -Endpoint $Endpoint -Credential (New-Credential user1 $password) -PassThru @common
            $null = Get-RfaAccessToken @common
            Invoke-RfaGraphQL $Query @common
            Invoke-RfaGraphQL $Query -FullResponse @common
            Revoke-SandboxToken $sandbox access
            Invoke-RfaGraphQL $Query @common
            Update-RfaToken @common
            Get-RfaSession @common
            $commands = @(
                { Connect-RfaApi -Api $Api -Endpoint $Endpoint -Credential (New-Credential user1 ($password + $password)) @common }
                { Connect-RfaApi -Endpoint $Endpoint -AccessToken $secretVariable @common }
                { Connect-RfaApi -Endpoint "https://x:$secretVariable@example.com/" -Credential (New-Credential user1 $password) @common }
                { Connect-RfaApi -Endpoint $Endpoint -Credential (New-Credential user1 $password) -Headers @{ Authorization = $secretVariable } @common }
                { Invoke-RfaGraphQL 'query($v: Int!) { nothing(v: $v) }' -Variables @{ v = $secretVariable } @common }
                { Invoke-RfaGraphQL 'query($v: Int!) { nothing(v: $v) }' -Variables @{ v = (ConvertTo-Secret $secretVariable) } @common }
                { Invoke-RfaGraphQL '{ a }' -Variables @{ c = New-Credential user1 $password } @common }
                { Invoke-RfaGraphQL '{ a }' -Variables "{ $secretVariable" @common }
            )
            foreach ($command in $commands) {
                try { & $command } catch { $_ }
            }
            Disconnect-RfaApi @common
            try { Invoke-RfaGraphQL $Query -Session $session @common } catch { $_ }
        }
    }

    It 'hold no secret: <Api>' -ForEach @(
        @{ Api = 'RedFlagAlert'; Address = 'Rfa'; Query = '{ viewer { userName } adminReport }' }
        @{ Api = 'Toggle'; Address = 'Toggle'; Query = '{ me { id } }' }
    ) {
        $global:Error.Clear()
        $streams = Invoke-WholeRun $Api $sandbox.$Address $Query *>&1
        $records = @($streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $records.Count | Should -BeGreaterThan 6
        @($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 4
        $canary = Get-Canary
        Find-Canary (($streams | Out-String -Width 4000)) $canary | Should -BeNullOrEmpty
        Find-Canary (Get-PublicText $records) @{ password = $password } | Should -BeNullOrEmpty
        Find-Canary (($global:Error | Format-List * -Force | Out-String -Width 4000)) @{ password = $password } | Should -BeNullOrEmpty
        # Nor a token, whichever it was: none of what was written looks like a JWT.
        Get-PublicText $streams | Should -Not -Match 'eyJ[A-Za-z0-9_-]{10,}\.'
        ($streams | Out-String -Width 4000) | Should -Not -Match 'eyJ[A-Za-z0-9_-]{10,}'
    }
}

Describe 'The values of -Variables' {
    # Module logging (event 4103) and transcripts of hosted calls write the text of each parameter's value, as it is after the
    # parameter's transformations: this is that text.
    It 'are not in the log of PowerShell for a parameter: <Kind>' -ForEach @(
        @{ Kind = 'an object'; Make = { [pscustomobject]@{ note = $secretVariable } } }
        @{ Kind = 'JSON text'; Make = { "{`"note`":`"$secretVariable`"}" } }
        @{ Kind = 'a hashtable'; Make = { @{ note = $secretVariable } } }
    ) {
        $value = & $Make
        $property = (Get-Command Invoke-RfaGraphQL).ImplementingType.GetProperty('Variables')
        foreach ($attribute in $property.GetCustomAttributes([System.Management.Automation.ArgumentTransformationAttribute], $true)) {
            $value = $attribute.Transform($ExecutionContext, $value)
        }
        "$value" | Should -Not -BeNullOrEmpty
        Find-Canary "$value" @{ variable = $secretVariable } | Should -BeNullOrEmpty
        Find-Canary (Get-PublicText $value) @{ variable = $secretVariable } | Should -BeNullOrEmpty
    }
}

Describe 'A transcript' {
    BeforeAll {
        $output = Invoke-NewProcess @"
Import-Module '$PSScriptRoot/Sandbox.psm1', '$PSScriptRoot/TestSupport.psm1'
Start-Transcript '$TestDrive/transcript.txt' | Out-Null
`$VerbosePreference = `$DebugPreference = 'Continue'
`$variables = [pscustomobject]@{ note = '$secretVariable' }
`$powershell = [powershell]::Create('CurrentRunspace').AddScript({
    `$credential = New-Credential user1 ('Canary-password-7f3a ' + [char]34 + 'x\')
    Connect-RfaApi -Endpoint $($sandbox.Rfa) -Credential `$credential
    Invoke-RfaGraphQL 'mutation(`$note: String!) { updateAccountNote(note: `$note) { totalBillCount } }' -Variables `$variables | Out-Default
    Invoke-RfaGraphQL 'mutation(`$note: String!) { updateAccountNote(note: `$note) { totalBillCount } }' -Variables (`$variables | ConvertTo-Json) | Out-Default
    `$token = Get-RfaAccessToken
}.ToString())
`$powershell.Invoke()
Stop-Transcript | Out-Null
"@
        $transcript = [System.IO.File]::ReadAllText("$TestDrive/transcript.txt")
    }

    It 'holds the commands' {
        $transcript | Should -Match 'totalBillCount'
        $transcript | Should -Match 'connected and the default session'
    }

    It 'holds no secret of a parameter' {
        # The line of the script that makes the variables is the user's own, and not ours to hide; nor is this test's command line.
        $lines = ($transcript -split '\r?\n' | Where-Object { $_ -notmatch '\$variables = |^Host Application: ' }) -join "`n"
        Find-Canary $lines @{ password = $password; variable = $secretVariable } | Should -BeNullOrEmpty
        $lines | Should -Not -Match 'eyJ[A-Za-z0-9_-]{10,}'
    }
}
